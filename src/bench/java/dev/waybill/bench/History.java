package dev.waybill.bench;

/** The rows that years of work leave in a hub's tables, loaded by SQL. */
final class History {

    /** In one statement; its transaction stays short enough for a checkpoint to pass. */
    private static final int BATCH = 500_000;

    private static final String EVENTS = """
        INSERT INTO inbox_event (source, idempotency_key, message_group, type, digest, secret_id, received_at)
        SELECT 'covver', gen_random_uuid()::text, gen_random_uuid()::text, 'OrderPlaced', sha256(n::text::bytea), 'current',
               now() - interval '30 days'
        FROM generate_series(1, %d) n
        """;

    /** The rows that followed: a body of 0.7 kB, a delivery that arrived, its one attempt, and its names in the search. */
    private static final String FINISHED = """
        INSERT INTO inbox_body (event_id, headers, body)
        SELECT id, '[]', convert_to(repeat(idempotency_key, 19), 'UTF8') FROM inbox_event WHERE id > %1$d;
        INSERT INTO outbox_delivery (destination, lane, event_id, state, attempts, finished_at)
        SELECT 'erp', source || '/' || message_group, id, 'DELIVERED', 1, now() FROM inbox_event WHERE id > %1$d ORDER BY id;
        INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome, status)
        SELECT id, 1, 1, now(), 12, 'DELIVERED', 201 FROM outbox_delivery WHERE event_id > %1$d ORDER BY id;
        INSERT INTO search_event (event_id, type, message_group, order_number)
        SELECT id, type, message_group, 'SO-' || id FROM inbox_event WHERE id > %1$d ORDER BY id;
        UPDATE search_progress SET passed = (SELECT max(id) FROM inbox_event) WHERE stage IN ('NEW', 'AGAIN')
        """;

    /** Half of them behind one dead head, the others a hundred behind each of their own. */
    private static final String BLOCKED = """
        INSERT INTO outbox_delivery (destination, lane, event_id, state, attempts)
        SELECT 'erp', lane, id,
               CASE WHEN row_number() OVER (PARTITION BY lane ORDER BY id) = 1 THEN 'DEAD' ELSE 'PENDING' END, 0
        FROM (SELECT id, CASE WHEN id %% 2 = 0 THEN 'covver/dead' ELSE 'covver/dead-' || id %% 1000 END AS lane
              FROM inbox_event WHERE id > %d) event
        ORDER BY id;
        INSERT INTO outbox_lane (destination, lane, blocked_by)
        SELECT destination, lane, id FROM outbox_delivery WHERE state = 'DEAD'
        """;

    private History() {}

    /** @param database with the hub's tables */
    static void finished(Database database, int events) {
        for (int loaded = 0; loaded < events; loaded += BATCH) {
            long before = last(database);
            load(database, EVENTS.formatted(Math.min(BATCH, events - loaded)) + ";" + FINISHED.formatted(before));
            Progress.say("%s: %,d finished events", database.name(), Math.min(events, loaded + BATCH));
        }
        settle(database);
    }

    static void blocked(Database database, int deliveries) {
        long before = last(database);
        load(database, EVENTS.formatted(deliveries) + ";" + BLOCKED.formatted(before));
        settle(database);
    }

    private static long last(Database database) {
        return database.count("SELECT coalesce(max(id), 0) FROM inbox_event");
    }

    private static void load(Database database, String sql) {
        database.execute("SET synchronous_commit = off; " + sql);
    }

    /** The load's rest of vacuum and writes must not fall into a measurement. */
    private static void settle(Database database) {
        database.execute("VACUUM ANALYZE");
        database.execute("CHECKPOINT");
    }
}
