package dev.waybill.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.sockets.ClientAddress;
import dev.waybill.sockets.TurnedAwayCounts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final ClientAddress ONE = new ClientAddress(1, false);
    private static final ClientAddress OTHER = new ClientAddress(2, false);
    private static final Admission.Room NONE = new Admission.Room(0, 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Admission admission = admission(new Admission.Room(2, 100), new Admission.Room(2, 100), NONE);

    @Test
    void requests_are_bounded_and_a_place_given_back_is_free_again() {
        Admission.Place first = admission.enter(ONE, false);
        assertThat(admission.enter(ONE, false)).isNotNull();
        assertThat(admission.enter(ONE, false)).isNull();

        first.leave();
        first.leave();

        assertThat(admission.requests()).isEqualTo(1);
        assertThat(admission.enter(ONE, false)).isNotNull();
        assertThat(admission.enter(ONE, false)).isNull();
    }

    @Test
    void bytes_are_bounded_over_all_requests() {
        Admission.Place first = admission.enter(ONE, false);
        Admission.Place second = admission.enter(ONE, false);

        assertThat(first.hold(60)).isTrue();
        assertThat(second.hold(41)).isFalse();
        assertThat(second.hold(40)).isTrue();

        first.leave();

        assertThat(admission.bytes()).isEqualTo(40);
        assertThat(first.hold(1)).isFalse();
    }

    @Test
    void closing_waits_for_those_inside_and_lets_nobody_in() throws Exception {
        Admission.Place inside = admission.enter(ONE, false);
        CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> {
            try {
                return admission.close(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> {
            Admission.Place newcomer = admission.enter(ONE, false);
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
        admission.enter(ONE, false);

        assertThat(admission.close(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void one_address_has_its_share_of_requests_and_no_more() {
        Admission shared = admission(new Admission.Room(4, 100), new Admission.Room(2, 100), NONE);
        Admission.Place first = shared.enter(ONE, false);
        shared.enter(ONE, false);

        assertThat(shared.enter(ONE, false)).isNull();
        assertThat(shared.enter(OTHER, false)).isNotNull();

        first.leave();
        assertThat(shared.enter(ONE, false)).isNotNull();
        assertThat(refused("address_requests")).isEqualTo(1);
    }

    @Test
    void one_address_has_its_share_of_bytes_and_no_more() {
        Admission shared = admission(new Admission.Room(4, 100), new Admission.Room(4, 40), NONE);
        Admission.Place first = shared.enter(ONE, false);
        Admission.Place second = shared.enter(ONE, false);

        assertThat(first.hold(30)).isTrue();
        assertThat(second.hold(11)).isFalse();
        assertThat(shared.enter(OTHER, false).hold(40)).isTrue();

        first.leave();
        assertThat(second.hold(11)).isTrue();
        assertThat(refused("address_bytes")).isEqualTo(1);
    }

    @Test
    void large_bodies_leave_a_reserve_to_small_ones() {
        Admission reserving =
                admission(new Admission.Room(4, 100), new Admission.Room(4, 100), new Admission.Room(1, 25));
        Admission.Place large = reserving.enter(ONE, false);
        reserving.enter(ONE, false);
        reserving.enter(ONE, false);

        assertThat(reserving.enter(ONE, false)).isNull();
        Admission.Place small = reserving.enter(ONE, true);
        assertThat(large.hold(76)).isFalse();
        assertThat(large.hold(75)).isTrue();
        assertThat(small.hold(25)).isTrue();
        assertThat(refused("requests")).isEqualTo(1);
        assertThat(refused("bytes")).isEqualTo(1);
    }

    private Admission admission(Admission.Room all, Admission.Room perAddress, Admission.Room reserve) {
        return new Admission(all, perAddress, reserve, new TurnedAwayCounts(meters, System::nanoTime));
    }

    private double refused(String reason) {
        return meters.counter("waybill.listener.refused", "reason", reason).count();
    }
}
