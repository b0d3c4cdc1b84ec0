package dev.waybill.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Admission admission = new Admission(2, 100);

    @Test
    void requests_are_bounded_and_a_place_given_back_is_free_again() {
        Admission.Place first = admission.enter();
        assertThat(admission.enter()).isNotNull();
        assertThat(admission.enter()).isNull();

        first.leave();
        first.leave();

        assertThat(admission.requests()).isEqualTo(1);
        assertThat(admission.enter()).isNotNull();
        assertThat(admission.enter()).isNull();
    }

    @Test
    void bytes_are_bounded_over_all_requests() {
        Admission.Place first = admission.enter();
        Admission.Place second = admission.enter();

        assertThat(first.hold(60)).isTrue();
        assertThat(second.hold(41)).isFalse();
        assertThat(second.hold(40)).isTrue();

        first.leave();

        assertThat(admission.bytes()).isEqualTo(40);
        assertThat(first.hold(1)).isFalse();
    }

    @Test
    void closing_waits_for_those_inside_and_lets_nobody_in() throws Exception {
        Admission.Place inside = admission.enter();
        CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> {
            try {
                return admission.close(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> {
            Admission.Place newcomer = admission.enter();
            if (newcomer != null) {
                newcomer.leave();
            }
            return newcomer == null;
        });
        assertThat(closed).isNotDone();

        inside.leave();

        assertThat(closed.get()).isTrue();
    }

    @Test
    void closing_gives_up_on_who_does_not_leave() throws Exception {
        admission.enter();

        assertThat(admission.close(Duration.ofMillis(1))).isFalse();
    }
}
