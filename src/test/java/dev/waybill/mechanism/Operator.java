package dev.waybill.mechanism;

import dev.waybill.handover.LaneDriver;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.outbox.DeliveryCommands;
import dev.waybill.reroute.EventCommands;
import dev.waybill.routing.SlotDriver;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replays and skips dead deliveries, skips others in flight, mends routes and discards events, with the hub's commands. */
final class Operator extends Actor {

    private static final Command COMMAND = new Command("operator", "the script says so");

    private static final String DEAD = "SELECT id FROM outbox_delivery WHERE state = 'DEAD' ORDER BY id LIMIT 10";

    private static final String IN_FLIGHT = """
        SELECT d.id FROM outbox_lane l JOIN outbox_delivery d USING (destination, lane)
         WHERE l.owner IS NOT NULL AND d.state = 'PENDING' ORDER BY d.id LIMIT 1\
        """;

    private static final String FAILED = """
        SELECT w.event_id, e.idempotency_key FROM inbox_work w JOIN inbox_event e ON e.id = w.event_id
         WHERE w.state = 'FAILED' ORDER BY w.event_id LIMIT 5\
        """;

    private final JdbcClient jdbc;
    private final EventCommands events;
    private final DeliveryCommands deliveries;
    private long skipping;

    Operator(World world, String name) {
        super(world, name);
        this.jdbc = JdbcClient.create(database);
        this.events = new SlotDriver(
                        database, new LaneDriver(database, 1).recordRouted(), key -> List.of(), 1, Duration.ZERO)
                .commands();
        this.deliveries = LaneDriver.commands(database, this::beforeCommit);
    }

    @Override
    boolean step() {
        jdbc.sql(DEAD).query(Long.class).list().forEach(this::replayOrSkip);
        if (chance(20)) {
            jdbc.sql(IN_FLIGHT).query(Long.class).list().forEach(this::skip);
        }
        jdbc.sql(FAILED)
                .query((row, n) -> new Failed(row.getLong("event_id"), row.getString("idempotency_key")))
                .list()
                .forEach(this::mendOrDiscard);
        return false;
    }

    @Override
    void forget() {}

    @Override
    void unsure() {
        skipping = 0;
    }

    private record Failed(long event, String key) {}

    private void replayOrSkip(long delivery) {
        if (chance(4)) {
            skip(delivery);
        } else if (deliveries.replay(delivery, COMMAND, false) instanceof CommandResult.Done) {
            world.journal.count(Journal.Count.REPLAYS);
        }
    }

    private void skip(long delivery) {
        skipping = delivery;
        if (deliveries.skip(delivery, COMMAND) instanceof CommandResult.Done) {
            world.journal.count(Journal.Count.SKIPS);
        }
        skipping = 0;
    }

    private void beforeCommit() {
        if (skipping != 0) {
            world.journal.skipping(skipping);
        }
    }

    private void mendOrDiscard(Failed failed) {
        if (chance(6)) {
            if (events.discard(failed.event(), COMMAND) instanceof CommandResult.Done) {
                world.journal.count(Journal.Count.DISCARDS);
            }
        } else if (chance(3)) {
            world.rules.mend(failed.key());
            if (events.route(failed.event(), COMMAND) instanceof CommandResult.Done) {
                world.journal.count(Journal.Count.REROUTES);
            }
        }
    }
}
