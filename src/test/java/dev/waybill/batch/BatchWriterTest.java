package dev.waybill.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.BatchWriter.Capacity;
import dev.waybill.batch.BatchWriter.Sized;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchWriterTest {

    private final BatchWriter<Sized> backlog =
            new BatchWriter<>("parcels", new Capacity(4, 100), new Capacity(4, 100), batch -> {});

    private record Parcel(String name, long weight) implements Sized {}

    private static String name(Sized item) {
        return ((Parcel) item).name();
    }

    @BeforeEach
    void open_without_threads() {
        backlog.start(0);
    }

    @Test
    void it_is_full_by_count() {
        for (int i = 0; i < 4; i++) {
            assertThat(backlog.offer(new Parcel("p", 1))).isTrue();
        }
        assertThat(backlog.offer(new Parcel("p", 1))).isFalse();
    }

    @Test
    void it_is_full_by_weight_and_has_room_again_when_something_was_taken() throws Exception {
        assertThat(backlog.offer(new Parcel("a", 60))).isTrue();
        assertThat(backlog.offer(new Parcel("b", 41))).isFalse();
        backlog.take(new Capacity(1, 1));
        assertThat(backlog.offer(new Parcel("b", 41))).isTrue();
    }

    @Test
    void something_heavier_than_the_limit_fits_into_an_empty_one() throws Exception {
        assertThat(backlog.offer(new Parcel("heavy", 1000))).isTrue();
        assertThat(backlog.offer(new Parcel("light", 1))).isFalse();
        assertThat(backlog.take(new Capacity(4, 10)))
                .extracting(BatchWriterTest::name)
                .containsExactly("heavy");
    }

    @Test
    void a_batch_is_what_is_there_oldest_first_up_to_its_load() throws Exception {
        backlog.offer(new Parcel("a", 10));
        backlog.offer(new Parcel("b", 10));
        backlog.offer(new Parcel("c", 10));

        assertThat(backlog.take(new Capacity(10, 25)))
                .extracting(BatchWriterTest::name)
                .containsExactly("a", "b");
        assertThat(backlog.take(new Capacity(10, 25)))
                .extracting(BatchWriterTest::name)
                .containsExactly("c");
    }

    @Test
    void a_closed_one_takes_nothing_in_and_gives_out_what_it_has() throws Exception {
        backlog.offer(new Parcel("a", 1));
        backlog.close();

        assertThat(backlog.offer(new Parcel("b", 1))).isFalse();
        assertThat(backlog.take(new Capacity(1, 1))).hasSize(1);
        assertThat(backlog.take(new Capacity(1, 1))).isEmpty();
    }

    @Test
    void one_that_was_taken_is_in_flight_until_its_batch_has_ended() throws Exception {
        backlog.offer(new Parcel("a", 1));
        backlog.offer(new Parcel("b", 1));
        backlog.take(new Capacity(1, 1));

        assertThat(backlog.inFlight()).extracting(BatchWriterTest::name).containsExactly("a");
        assertThat(backlog.takeWhile(any -> true))
                .extracting(BatchWriterTest::name)
                .containsExactly("b");

        backlog.close();
        assertThat(backlog.take(new Capacity(1, 1))).isEmpty();
        assertThat(backlog.inFlight()).isEmpty();
    }

    @Test
    void one_that_counts_for_several_takes_their_room() throws Exception {
        assertThat(backlog.offer(new Crate(3))).isTrue();
        assertThat(backlog.offer(new Crate(2))).isFalse();
        assertThat(backlog.offer(new Crate(1))).isTrue();
        assertThat(backlog.waiting()).isEqualTo(4);
        assertThat(backlog.take(new Capacity(3, 100))).hasSize(1);
        assertThat(backlog.offer(new Crate(3))).isTrue();
        assertThat(backlog.take(new Capacity(4, 100))).hasSize(2);
        assertThat(backlog.offer(new Crate(9))).isTrue();
        assertThat(backlog.take(new Capacity(1, 1))).hasSize(1);
    }

    private record Crate(int count) implements Sized {

        @Override
        public long weight() {
            return 1;
        }
    }
}
