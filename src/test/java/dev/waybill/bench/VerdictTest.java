package dev.waybill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void a_run_counts_when_every_200_is_a_row() {
        assertThat(Verdict.onStored(1000, 1000, 0)).isNull();
    }

    @Test
    void a_200_that_is_no_row_voids_the_run_whatever_was_cut_off() {
        assertThat(Verdict.onStored(1000, 999, 64)).isEqualTo("1 answered 200 are not stored");
    }

    @Test
    void what_the_sender_left_without_waiting_may_be_stored_and_nothing_more() {
        assertThat(Verdict.onStored(1000, 1064, 64)).isNull();
        assertThat(Verdict.onStored(1000, 1065, 64)).isEqualTo("1 rows too many");
    }

    @Test
    void a_contestant_that_refuses_everything_has_no_run() {
        assertThat(Verdict.onStored(0, 0, 64)).isEqualTo("nothing was accepted");
        assertThat(Verdict.onArrived(0, 0, 0)).isEqualTo("nothing was accepted");
    }

    @Test
    void end_to_end_everything_accepted_arrives_and_arrives_once() {
        assertThat(Verdict.onArrived(1000, 1000, 0)).isNull();
        assertThat(Verdict.onArrived(1000, 999, 0)).isEqualTo("1000 accepted, 999 arrived");
        assertThat(Verdict.onArrived(1000, 1000, 2)).isEqualTo("2 arrived twice");
    }
}
