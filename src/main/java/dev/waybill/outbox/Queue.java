package dev.waybill.outbox;

import dev.waybill.node.Node;
import java.time.Clock;
import org.springframework.transaction.support.TransactionTemplate;

/** What every destination's consumer shares: the tables, the node, the way back and the clock. */
record Queue(
        Node node,
        Lanes lanes,
        SettleAttempts settleAttempts,
        Circuits circuits,
        BackedOff backedOff,
        Rates rates,
        CircuitLog circuitLog,
        TransactionTemplate transaction,
        PauseByHub pauseByHub,
        Settlements settlements,
        OutboxSettings settings,
        Clock clock) {

    LeasePermitted leasePermitted() {
        return new LeasePermitted(transaction, new LeaseDue(lanes, settleAttempts, clock), rates);
    }

    Breaker breaker(String destination) {
        return new Breaker(destination, circuits, backedOff, circuitLog);
    }
}
