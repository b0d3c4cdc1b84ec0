package dev.waybill.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kafka.StoreRecords.Ended;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlowDownTest {

    private final AtomicLong now = new AtomicLong();
    private final SlowDown slow = new SlowDown(now::get);

    private void refuse(int times) {
        IntStream.range(0, times).forEach(i -> slow.ended(Ended.REFUSED));
    }

    @Test
    void a_hundred_refused_records_in_a_row_leave_one_a_minute() {
        refuse(99);
        assertThat(slow.most()).isEqualTo(Integer.MAX_VALUE);
        refuse(1);
        assertThat(slow.most()).isZero();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(slow.most()).isOne();
        slow.ended(Ended.UNKNOWN);
        assertThat(slow.most()).as("was not refused").isOne();
        refuse(1);
        assertThat(slow.most()).isZero();
        slow.ended(Ended.STORED);
        assertThat(slow.most()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_stored_record_between_them_begins_the_count_anew() {
        refuse(99);
        slow.ended(Ended.STORED);
        refuse(99);
        assertThat(slow.isOn()).isFalse();
    }

    @Test
    void a_webhook_that_a_buffer_gave_to_quarantine_does_not_count() {
        refuse(99);
        slow.ended(Ended.KEPT);
        assertThat(slow.isOn()).isFalse();
        refuse(1);
        assertThat(slow.isOn()).isTrue();
    }
}
