package dev.waybill.outbox;

import dev.waybill.health.Breaker;
import dev.waybill.health.CircuitLog;
import dev.waybill.health.Circuits;
import dev.waybill.health.EndBackoff;
import dev.waybill.health.PauseByHub;
import dev.waybill.health.Rates;
import java.time.Clock;
import org.springframework.transaction.support.TransactionTemplate;

/** The objects that the consumers of all destinations share: the tables, the settlements and the clock. */
record Queue(
        Lanes lanes,
        SettleAttempts settleAttempts,
        Circuits circuits,
        EndBackoff backedOff,
        Rates rates,
        CircuitLog circuitLog,
        TransactionTemplate transaction,
        PauseByHub pauseByHub,
        Settlements settlements,
        OutboxSettings settings,
        Clock clock) {

    LeaseWithinLimits leasePermitted() {
        return new LeaseWithinLimits(transaction, new LeaseDue(lanes, settleAttempts, clock), rates);
    }

    Breaker breaker(String destination) {
        return new Breaker(destination, circuits, backedOff, circuitLog);
    }
}
