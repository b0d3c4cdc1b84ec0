package dev.waybill.mechanism;

import org.postgresql.ds.PGSimpleDataSource;

/** Connections with the plan settings of the hub's queue pool, which is where the statements under test run. */
public final class QueueConnections {

    private QueueConnections() {}

    /** The same database; without waiting for the disk at commit, which no test here is about. */
    public static PGSimpleDataSource to(PGSimpleDataSource database) {
        database.setOptions("-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off"
                + " -c statement_timeout=5s -c idle_in_transaction_session_timeout=10s -c synchronous_commit=off");
        return database;
    }
}
