package dev.waybill.bench;

/**
 * The use so far, or in between.
 *
 * @param contestantCpu seconds, children included
 * @param postgresCpu seconds, all backends and background processes included
 * @param statements calls that pg_stat_statements counted in the contestant's database, BEGIN and COMMIT included
 * @param transactions ended in the contestant's database; the server reports them up to a second late
 * @param walBytes written by the whole server
 */
record Usage(double contestantCpu, double postgresCpu, long statements, long transactions, long walBytes) {

    static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    private static final String STATEMENTS = """
        SELECT coalesce(sum(s.calls), 0)::bigint FROM pg_stat_statements(false) s
        JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = '%s'
        """;
    private static final String TRANSACTIONS =
            "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '%s'";
    private static final String WAL = "SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint";

    static Usage now(Contestant contestant, Server server) {
        double cpu = contestant.tree().cpuSeconds();
        double postgres = new ProcessTree(server.process()).cpuSeconds();
        Database database = contestant.database();
        return new Usage(
                cpu,
                postgres,
                database == null ? 0 : server.own().count(STATEMENTS.formatted(database.name())),
                database == null ? 0 : server.own().count(TRANSACTIONS.formatted(database.name())),
                server.own().count(WAL));
    }

    Usage since(Usage before) {
        return new Usage(
                contestantCpu - before.contestantCpu,
                postgresCpu - before.postgresCpu,
                statements - before.statements,
                transactions - before.transactions,
                walBytes - before.walBytes);
    }
}
