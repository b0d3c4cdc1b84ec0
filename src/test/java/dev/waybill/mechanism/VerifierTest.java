package dev.waybill.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.mechanism.Evidence.Row;
import dev.waybill.mechanism.Evidence.Wanted;
import dev.waybill.mechanism.Journal.HandOver;
import dev.waybill.mechanism.Verifier.Findings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judge itself: each kind of fault, fed to it, is found, and a good run is not blamed. */
class VerifierTest {

    private static final Wanted FIRST = new Wanted(11, "erp", "");
    private static final Wanted SECOND = new Wanted(12, "erp", "");
    private static final Row ROW_1 = new Row(1, 11, "erp", "covver/order", "", "DELIVERED");
    private static final Row ROW_2 = new Row(2, 12, "erp", "covver/order", "", "DELIVERED");

    @Test
    void a_good_run_is_not_blamed() {
        assertThat(verify(List.of(ROW_1, ROW_2), List.of(out(1, 1), out(2, 2)), List.of(1L, 2L)))
                .isEqualTo(new Findings(List.of(), List.of(), List.of()));
    }

    @Test
    void a_repeated_attempt_is_not_a_fault() {
        assertThat(verify(List.of(ROW_1, ROW_2), List.of(out(1, 1), out(2, 1), out(3, 2)), List.of(1L, 2L)))
                .isEqualTo(new Findings(List.of(), List.of(), List.of()));
    }

    @Test
    void a_loss_is_found() {
        assertThat(verify(List.of(ROW_1), List.of(out(1, 1)), List.of(1L)).lost())
                .containsExactly("never made: " + SECOND);
        assertThat(verify(List.of(ROW_1, ROW_2), List.of(out(1, 1)), List.of(1L))
                        .lost())
                .containsExactly("DELIVERED, and nobody handed it over: " + ROW_2);
        Row open = new Row(2, 12, "erp", "covver/order", "", "PENDING");
        assertThat(verify(List.of(ROW_1, open), List.of(out(1, 1)), List.of(1L)).lost())
                .containsExactly("left open: " + open);
    }

    @Test
    void a_swap_is_found() {
        assertThat(verify(List.of(ROW_1, ROW_2), List.of(out(1, 2), out(2, 1)), List.of(1L, 2L))
                        .outOfOrder())
                .containsExactly("left before an earlier one of its lane was finished: " + ROW_2);
    }

    @Test
    void a_failed_attempt_that_came_too_early_is_found() {
        assertThat(verify(List.of(ROW_1, ROW_2), List.of(out(1, 2), out(2, 1), out(3, 2)), List.of(1L, 2L))
                        .outOfOrder())
                .hasSize(1);
    }

    @Test
    void a_delivery_that_leaves_again_after_it_was_finished_is_found() {
        assertThat(verify(List.of(ROW_1, ROW_2), List.of(out(1, 1), out(2, 2), out(3, 1)), List.of(1L, 2L))
                        .outOfOrder())
                .hasSize(1);
    }

    @Test
    void a_double_is_found() {
        assertThat(verify(List.of(ROW_1, ROW_2), List.of(out(1, 1), out(2, 2)), List.of(1L, 2L, 2L))
                        .settledTwice())
                .containsExactly("two workers were told that they finished delivery 2");
        Row again = new Row(3, 12, "erp", "covver/order", "", "DELIVERED");
        assertThat(verify(List.of(ROW_1, ROW_2, again), List.of(out(1, 1), out(2, 2), out(3, 3)), List.of())
                        .settledTwice())
                .containsExactly("made twice: " + SECOND);
    }

    @Test
    void a_success_that_is_recorded_twice_is_found() {
        Evidence evidence =
                new Evidence(List.of(FIRST), List.of(ROW_1), List.of(out(1, 1)), Map.of(), List.of(1L), Map.of(1L, 2));
        assertThat(Verifier.verify(evidence).settledTwice())
                .containsExactly("two successes are recorded of delivery 1");
    }

    @Test
    void a_delivery_that_no_route_named_is_found() {
        Evidence evidence =
                new Evidence(List.of(), List.of(ROW_1), List.of(out(1, 1)), Map.of(), List.of(1L), Map.of());
        assertThat(Verifier.verify(evidence).settledTwice()).containsExactly("no route named it: " + ROW_1);
    }

    @Test
    void what_left_before_the_skip_of_its_elder_is_found() {
        Row skipped = new Row(1, 11, "erp", "covver/order", "", "SKIPPED");
        Evidence evidence = new Evidence(
                List.of(FIRST, SECOND),
                List.of(skipped, ROW_2),
                List.of(out(4, 2)),
                Map.of(1L, 5L),
                List.of(2L),
                Map.of());
        assertThat(Verifier.verify(evidence).outOfOrder()).hasSize(1);
    }

    private static Findings verify(List<Row> ledger, List<HandOver> handOvers, List<Long> done) {
        return Verifier.verify(
                new Evidence(List.of(FIRST, SECOND), ledger, handOvers, Map.of(), done, Map.of(1L, 1, 2L, 1)));
    }

    /** Each hand-over has a newer lease than the one before. */
    private static HandOver out(long place, long delivery) {
        return new HandOver(place, delivery, delivery + 10, "erp covver/order", place);
    }
}
