package dev.waybill.handover;

import static dev.waybill.handover.TestQueue.delivered;
import static dev.waybill.handover.TestQueue.givenUp;
import static dev.waybill.handover.TestQueue.tryAgain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.Policy.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    private static final Policy BLOCKS = policy(OnDead.block);
    private static final Policy SKIPS = policy(OnDead.skip);

    @Test
    void a_delivery_that_arrived_is_done() {
        assertThat(judge(BLOCKS, delivered(), 0, 0)).isEqualTo(new Verdict.Done());
    }

    @Test
    void a_delivery_that_is_refused_blocks_its_group_at_once_or_is_skipped() {
        assertThat(judge(BLOCKS, givenUp("no"), 0, 0)).isEqualTo(new Verdict.Block());
        assertThat(judge(SKIPS, givenUp("no"), 0, 0)).isEqualTo(new Verdict.GoOn());
    }

    @Test
    void it_is_tried_as_often_as_the_destination_allows() {
        assertThat(judge(BLOCKS, tryAgain("busy"), 1, 0)).isInstanceOf(Verdict.Retry.class);
        assertThat(judge(BLOCKS, tryAgain("busy"), 2, 0)).isEqualTo(new Verdict.Block());
        assertThat(judge(SKIPS, tryAgain("busy"), 2, 0)).isEqualTo(new Verdict.GoOn());
    }

    @Test
    void a_mapping_that_fails_for_one_event_alone_does_not_wait_unseen_for_ever() {
        Outcome broken = new Outcome.Broken(Answer.none("the mapping is broken: no such field"));
        assertThat(judge(BLOCKS, broken, 13, 0)).isInstanceOf(Verdict.Retry.class);
        assertThat(judge(BLOCKS, broken, 14, 0)).isEqualTo(new Verdict.Block());
    }

    @Test
    void an_operator_s_replay_begins_a_new_budget() {
        assertThat(judge(BLOCKS, tryAgain("busy"), 4, 3)).isInstanceOf(Verdict.Retry.class);
        assertThat(judge(BLOCKS, tryAgain("busy"), 5, 3)).isEqualTo(new Verdict.Block());
    }

    @Test
    void the_pause_grows_with_the_attempts_of_this_budget() {
        assertThat(pause(null, 0, 0)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1000));
        assertThat(pause(null, 1, 0)).isBetween(Duration.ofMillis(1600), Duration.ofMillis(2000));
        assertThat(pause(null, 4, 4)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1000));
    }

    @ParameterizedTest
    @CsvSource({"PT30S, PT30S", "PT10M, PT10M", "PT11M, PT10M", "P9999D, PT10M"})
    void the_other_side_may_ask_for_a_longer_pause_up_to_a_limit(Duration asked, Duration granted) {
        assertThat(pause(asked, 0, 0)).isEqualTo(granted);
    }

    @Test
    void the_other_side_can_t_shorten_the_pause() {
        assertThat(pause(Duration.ZERO, 0, 0)).isGreaterThanOrEqualTo(Duration.ofMillis(800));
    }

    @Test
    void a_head_that_was_leased_three_times_more_than_it_may_be_tried_is_held_to_kill_the_hub() {
        assertThat(BLOCKS.killsTheHub(new LaneLease("erp", "covver/a", 1, 1, 6)))
                .isFalse();
        assertThat(BLOCKS.killsTheHub(new LaneLease("erp", "covver/a", 1, 1, 7)))
                .isTrue();
    }

    private static Duration pause(Duration asked, int attempts, int retriesFrom) {
        Verdict verdict = judge(BLOCKS, new Outcome.TryAgain(Answer.none("busy"), asked), attempts, retriesFrom);
        return ((Verdict.Retry) verdict).pause();
    }

    private static Verdict judge(Policy policy, Outcome outcome, int attempts, int retriesFrom) {
        var event = new Delivery.Event(1, "covver", "key", null, "OrderPlaced", Instant.EPOCH, new byte[0]);
        var delivery = new Delivery(1, "erp", "", 0, attempts, retriesFrom, event);
        return policy.judge(outcome, delivery, RandomGenerator.getDefault());
    }

    private static Policy policy(OnDead onDead) {
        Backoff backoff = Backoff.exponential(Duration.ofSeconds(1)).upTo(Duration.ofHours(1));
        return new Policy(3, backoff, Duration.ofMinutes(10), onDead);
    }
}
