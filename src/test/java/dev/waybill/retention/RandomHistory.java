package dev.waybill.retention;

import dev.waybill.handover.LaneDriver.Result;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps of a history, in an order that the seed decides: on one connection, one after the other. */
final class RandomHistory {

    private static final int[] DAYS = {5, 20, 40, 410, 500};

    private static final String REPLAYABLE = """
        SELECT d.id FROM outbox_delivery d JOIN inbox_body b USING (event_id) WHERE d.finished_at IS NOT NULL\
        """;

    private final TestHub hub;
    private final Witness witness;
    private final SplittableRandom random;
    private final String name;
    private int stored;

    RandomHistory(TestHub hub, Witness witness, String name, long seed) {
        this.hub = hub;
        this.witness = witness;
        this.name = name;
        this.random = new SplittableRandom(seed * 1_000_003 + name.hashCode());
    }

    /** One thing of all that can happen. */
    void anything() {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> traffic();
            case 5, 6 -> operator();
            default -> retention();
        }
    }

    /** Intake, routing and hand-over; and time, which passes for some events and not for others. */
    void traffic() {
        switch (random.nextInt(6)) {
            case 0, 1 -> store();
            case 2 -> hub.route();
            case 3, 4 -> hub.settle(one("erp", "email", "sftp"), head -> result());
            default -> {
                for (int i = 0; i < 15; i++) {
                    age();
                }
            }
        }
    }

    /** A command on something that it is meant for, were it not for those who act at the same time. */
    void operator() {
        switch (random.nextInt(6)) {
            case 0, 1 -> any(REPLAYABLE).forEach(hub::replay);
            case 2 ->
                any("SELECT id FROM outbox_delivery WHERE state = 'DEAD'")
                        .forEach(random.nextBoolean() ? hub::replay : hub::skip);
            case 3 ->
                any("SELECT event_id FROM inbox_work WHERE state IN ('FAILED', 'UNROUTED')")
                        .forEach(event -> hub.routeAgain(event, keyOf(event)));
            case 4 ->
                any("SELECT event_id FROM inbox_work WHERE state <> 'RECEIVED'").forEach(hub::discard);
            default -> any("SELECT id FROM inbox_event").forEach(event -> hub.routeAgain(event, keyOf(event)));
        }
    }

    void retention() {
        Sweep sweep = random.nextInt(3) == 0 ? hub.wholeEvents : hub.bodies;
        if (random.nextInt(4) == 0) {
            hub.again(sweep);
        }
        hub.step(sweep);
    }

    private void store() {
        for (int i = 0; i <= random.nextInt(5); i++) {
            String key = one("ok", "ok", "ok", "ok", "fail", "none") + "-" + name + "-" + stored++;
            witness.stored(hub.store(key, random.nextInt(3) == 0 ? null : "order " + random.nextInt(10)));
        }
    }

    private Result result() {
        int of = random.nextInt(8);
        return of == 0 ? Result.FAILED : of == 1 ? Result.REFUSED : Result.DELIVERED;
    }

    private void age() {
        any("SELECT id FROM inbox_event").forEach(event -> hub.age(event, DAYS[random.nextInt(DAYS.length)]));
    }

    /** One of those, if there is any; the older ones more often. */
    private List<Long> any(String ids) {
        List<Long> found =
                hub.jdbc.sql(ids + " ORDER BY 1 LIMIT 60").query(Long.class).list();
        return found.isEmpty() ? found : List.of(found.get(random.nextInt(found.size())));
    }

    private String keyOf(long event) {
        return JdbcClient.create(hub.database)
                .sql("SELECT idempotency_key FROM inbox_event WHERE id = :id")
                .param("id", event)
                .query(String.class)
                .optional()
                .orElse("purged by now");
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }
}
