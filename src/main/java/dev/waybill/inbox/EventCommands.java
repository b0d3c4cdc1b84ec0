package dev.waybill.inbox;

import dev.waybill.inbox.CommandResult.Done;
import dev.waybill.inbox.CommandResult.NotFound;
import dev.waybill.inbox.CommandResult.NotPossible;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an operator can do about an event that routing could not place: have it routed again, once the YAML is mended, or
 * discard it. Both hold the slot's row, so that no router decides about the event at the same time.
 */
public final class EventCommands {

    private static final String STUCK = """
        SELECT source, slot, message_group, state FROM inbox_work WHERE event_id = :id\
        """;

    private static final String KNOWN = "SELECT 1 FROM inbox_event WHERE id = :id";

    private static final String AGAIN = """
        UPDATE inbox_work SET due_at = now(), state = CASE state WHEN 'UNROUTED' THEN 'RECEIVED' ELSE state END
         WHERE event_id = :id\
        """;

    private static final String DISCARD = "DELETE FROM inbox_work WHERE event_id = :id";

    private static final String DISCARDED = "INSERT INTO inbox_discarded (event_id, reason) VALUES (:id, :reason)";

    private record Stuck(String source, int slot, @Nullable String group, String state) {}

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Slots slots;
    private final Work work;
    private final Audit audit;
    private final Consumer<String> wake;

    EventCommands(TransactionTemplate transaction, JdbcClient jdbc, Consumer<String> wake) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.slots = new Slots(jdbc);
        this.work = new Work(jdbc);
        this.audit = new Audit(jdbc);
        this.wake = wake;
    }

    /** Has a FAILED or UNROUTED event routed again, at once. */
    public CommandResult route(long eventId, Command command) {
        return command(eventId, Set.of("FAILED", "UNROUTED"), stuck -> {
            jdbc.sql(AGAIN).param("id", eventId).update();
            audit.record(command, "route", "event", eventId);
            return new Done(eventId, "The event is routed again now.");
        });
    }

    /** Gives a FAILED, UNROUTED or WAITING event up; its group goes on without it. */
    public CommandResult discard(long eventId, Command command) {
        return command(eventId, Set.of("FAILED", "UNROUTED", "WAITING"), stuck -> {
            jdbc.sql(DISCARD).param("id", eventId).update();
            jdbc.sql(DISCARDED)
                    .param("id", eventId)
                    .param("reason", command.reason())
                    .update();
            if (stuck.state().equals("FAILED") && stuck.group() != null) {
                work.releaseFollowers(stuck.source(), stuck.slot(), Set.of(stuck.group()));
            }
            audit.record(command, "discard", "event", eventId);
            return new Done(eventId, "The event is discarded; its group goes on without it.");
        });
    }

    private CommandResult command(long eventId, Set<String> states, Function<Stuck, CommandResult> effect) {
        Optional<Stuck> seen = find(eventId);
        if (seen.isEmpty()) {
            return absent(eventId);
        }
        CommandResult result = Objects.requireNonNull(transaction.execute(status -> {
            slots.seize(seen.get().source(), seen.get().slot());
            Optional<Stuck> now = find(eventId);
            if (now.isEmpty()) {
                return absent(eventId);
            }
            return states.contains(now.get().state())
                    ? effect.apply(now.get())
                    : new NotPossible(
                            "The event is " + now.get().state() + "; this is for " + String.join(", ", states));
        }));
        wake.accept(seen.get().source());
        return result;
    }

    private CommandResult absent(long eventId) {
        return jdbc.sql(KNOWN)
                        .param("id", eventId)
                        .query(Integer.class)
                        .optional()
                        .isPresent()
                ? new NotPossible("The event is not stuck at routing; look at its deliveries.")
                : new NotFound();
    }

    private Optional<Stuck> find(long eventId) {
        return jdbc.sql(STUCK)
                .param("id", eventId)
                .query((row, n) -> new Stuck(
                        row.getString("source"),
                        row.getInt("slot"),
                        row.getString("message_group"),
                        row.getString("state")))
                .optional();
    }
}
