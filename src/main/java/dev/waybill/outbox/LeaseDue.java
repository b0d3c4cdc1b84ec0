package dev.waybill.outbox;

import dev.waybill.handover.Answer;
import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.OnDead;
import dev.waybill.handover.Outcome;
import dev.waybill.handover.Policy;
import dev.waybill.handover.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases a destination's due lanes with their heads, and gives up the heads that seem to crash the hub. */
public final class LeaseDue {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseDue.class);
    private static final String KILLS = "the hub died repeatedly during this hand-over";

    private final Lanes lanes;
    private final SettleAttempts settle;
    private final Clock clock;

    public LeaseDue(Lanes lanes, SettleAttempts settle, Clock clock) {
        this.lanes = lanes;
        this.settle = settle;
        this.clock = clock;
    }

    /** Leases up to {@code limit} lanes for this owner. */
    public List<Leased> lease(String destination, Policy policy, long owner, int limit) {
        return lease(destination, policy, owner, limit, false);
    }

    /** Leases the lane that has been due longest, although the circuit is not closed. */
    List<Leased> leaseTrial(String destination, Policy policy, long owner) {
        return lease(destination, policy, owner, 1, true);
    }

    /** Leases again after giving heads up: other lanes may be due behind a batch full of them. */
    private List<Leased> lease(String destination, Policy policy, long owner, int limit, boolean trial) {
        List<Leased> all = new ArrayList<>();
        List<Leased> killers;
        do {
            List<Leased> leased = lanes.lease(destination, owner, limit - all.size(), trial);
            killers = leased.stream()
                    .filter(one -> policy.killsTheHub(one.lease()))
                    .toList();
            leased.stream().filter(one -> !policy.killsTheHub(one.lease())).forEach(all::add);
            giveUp(policy, killers);
        } while (!killers.isEmpty());
        return all;
    }

    private void giveUp(Policy policy, List<Leased> killers) {
        if (killers.isEmpty()) {
            return;
        }
        boolean skips = policy.onDead() == OnDead.skip;
        killers.forEach(killer -> LOG.error(
                "delivery={} destination={} event={} is {}: {}",
                killer.delivery().id(),
                killer.delivery().destination(),
                killer.delivery().event().id(),
                skips ? "SKIPPED because of onDead=skip, its group continues" : dead(killer),
                KILLS));
        settle.settle(killers.stream().map(killer -> givenUp(policy, killer)).toList());
    }

    private static String dead(Leased killer) {
        return killer.delivery().event().group() == null
                ? "DEAD until an operator replays or skips it"
                : "DEAD, its group waits for an operator";
    }

    private FinishedAttempt givenUp(Policy policy, Leased killer) {
        Outcome outcome = new Outcome.GivenUp(Answer.none(KILLS));
        Verdict verdict = policy.judge(outcome, killer.delivery(), RandomGenerator.getDefault());
        return new FinishedAttempt(killer, outcome, verdict, clock.instant(), Duration.ZERO, false, null, null);
    }
}
