package dev.waybill.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leases a destination's due lanes and reads their heads, in one transaction of two statements: in one statement the
 * head would be read in the snapshot from before the lane was locked, and could be one that was settled meanwhile.
 */
final class LeaseDue {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseDue.class);
    private static final String KILLS = "the hub died while handing over, again and again";

    private final TransactionTemplate transaction;
    private final Lanes lanes;
    private final Deliveries deliveries;
    private final Attempts attempts;

    LeaseDue(TransactionTemplate transaction, Lanes lanes, Deliveries deliveries, Attempts attempts) {
        this.transaction = transaction;
        this.lanes = lanes;
        this.deliveries = deliveries;
        this.attempts = attempts;
    }

    /** Leases up to {@code limit} lanes for this owner. */
    List<Leased> lease(String destination, Policy policy, long owner, int limit) {
        return lease(destination, policy, owner, limit, false);
    }

    /** Leases the lane that has been due for longest, in spite of a circuit that is not closed. */
    List<Leased> leaseTrial(String destination, Policy policy, long owner) {
        return lease(destination, policy, owner, 1, true);
    }

    /** Heads that are not to be handed over leave room: there may be more behind a batch that was full of them. */
    private List<Leased> lease(String destination, Policy policy, long owner, int limit, boolean trial) {
        List<Leased> all = new ArrayList<>();
        while (all.size() < limit) {
            int room = limit - all.size();
            boolean full = Objects.requireNonNull(transaction.execute(status -> {
                List<LaneLease> leases = lanes.lease(destination, owner, room, trial);
                if (!leases.isEmpty()) {
                    all.addAll(withHeads(destination, policy, leases));
                }
                return leases.size() == room;
            }));
            if (!full) {
                break;
            }
        }
        return all;
    }

    private List<Leased> withHeads(String destination, Policy policy, List<LaneLease> leases) {
        Map<String, Delivery> heads = new HashMap<>();
        deliveries
                .heads(destination, leases.stream().map(LaneLease::lane).toList())
                .forEach(head -> heads.put(head.lane(), head.delivery()));
        List<Leased> leased = new ArrayList<>(leases.size());
        List<LaneLease> empty = new ArrayList<>();
        for (LaneLease lease : leases) {
            Delivery head = heads.get(lease.lane());
            if (head == null) {
                empty.add(lease);
            } else if (head.dead()) {
                block(lease, head);
            } else if (policy.killsTheHub(lease)) {
                giveUp(policy, new Leased(lease, head));
            } else {
                leased.add(new Leased(lease, head));
            }
        }
        if (!empty.isEmpty()) {
            lanes.closeEmpty(empty);
        }
        return leased;
    }

    private void block(LaneLease lease, Delivery head) {
        lanes.free(List.of(new Lanes.Freed(lease, Duration.ZERO, head.id())));
    }

    private void giveUp(Policy policy, Leased leased) {
        boolean skips = policy.onDead() == OnDead.skip;
        LOG.error(
                "delivery={} destination={} event={} is {}: {}",
                leased.delivery().id(),
                leased.delivery().destination(),
                leased.delivery().eventId(),
                skips ? "SKIPPED as onDead=skip says, its group goes on" : "DEAD, its group waits for an operator",
                KILLS);
        attempts.crashed(leased, KILLS);
        deliveries.settle(List.of(new Deliveries.Settled(leased.delivery().id(), skips ? "SKIPPED" : "DEAD")));
        if (skips) {
            lanes.free(List.of(new Lanes.Freed(leased.lease(), Duration.ZERO, null)));
        } else {
            block(leased.lease(), leased.delivery());
        }
    }
}
