package dev.waybill.routetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

    @Test
    void a_reader_of_a_result_has_the_next_turn() throws Exception {
        OneAtATime turns = new OneAtATime("test", Duration.ZERO, Duration.ofSeconds(30));
        for (int i = 0; i < 1000; i++) {
            int job = i;
            assertThat(turns.run(() -> job)).isEqualTo(job);
        }
    }

    @Test
    void a_job_that_takes_too_long_is_interrupted_and_others_stay_out_until_it_ends() throws Exception {
        OneAtATime turns = new OneAtATime("test", Duration.ZERO, Duration.ofMillis(20));
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThatThrownBy(() -> turns.run(() -> {
                    try {
                        Thread.sleep(Duration.ofHours(1));
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    end.await();
                    return 1;
                }))
                .isInstanceOf(TimeoutException.class);
        interrupted.await();
        assertThatThrownBy(() -> turns.run(() -> 2)).isInstanceOf(OneAtATime.Taken.class);
        end.countDown();
    }
}
