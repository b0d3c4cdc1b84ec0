package dev.waybill.outbox;

import dev.waybill.node.Node;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What every destination's consumer shares: the tables, the node, the way back and the clock. */
record Queue(
        Node node,
        Lanes lanes,
        Deliveries deliveries,
        Attempts attempts,
        TransactionTemplate transaction,
        Settlements settlements,
        OutboxSettings settings,
        Clock clock) {

    LeaseDue leaseDue() {
        return new LeaseDue(transaction, lanes, deliveries, attempts);
    }

    static SettleAttempts settleAttempts(JdbcClient jdbc, TransactionTemplate transaction) {
        return new SettleAttempts(transaction, new Lanes(jdbc), new Deliveries(jdbc), new Attempts(jdbc));
    }
}
