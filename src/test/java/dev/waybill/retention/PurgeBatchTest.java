package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.retention.PurgeStage.Candidate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PurgeBatchTest {

    @Test
    void what_must_stay_is_passed() {
        assertThat(reach(stays(1), goes(2, 1), stays(3))).isEqualTo(new PurgeBatch(List.of(2L), 3, false));
    }

    @Test
    void fewer_than_asked_for_are_all_there_are() {
        assertThat(reach(goes(1, 1), stays(2))).isEqualTo(new PurgeBatch(List.of(1L), 2, true));
        assertThat(reach()).isEqualTo(new PurgeBatch(List.of(), 0, true));
    }

    @Test
    void the_first_that_is_too_young_ends_it() {
        assertThat(reach(goes(1, 1), new Candidate(2, 1, false, false), goes(3, 1)))
                .isEqualTo(new PurgeBatch(List.of(1L), 1, true));
    }

    @Test
    void a_heavy_one_is_left_for_the_next_batch_and_then_taken_alone() {
        assertThat(reach(goes(1, 6), goes(2, 5), goes(3, 1))).isEqualTo(new PurgeBatch(List.of(1L), 1, false));
        assertThat(reach(goes(2, 500), goes(3, 1), stays(4))).isEqualTo(new PurgeBatch(List.of(2L), 2, false));
    }

    private static PurgeBatch reach(Candidate... seen) {
        return PurgeBatch.of(0, Stream.of(seen).toList(), 3, 10);
    }

    private static Candidate goes(long id, long weight) {
        return new Candidate(id, weight, true, true);
    }

    private static Candidate stays(long id) {
        return new Candidate(id, 1, true, false);
    }
}
