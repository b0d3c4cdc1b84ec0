package dev.waybill.reroute;

import dev.waybill.inbox.EventState;
import dev.waybill.inbox.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of an operator's command on one event; all except {@link #find} run with its slot seized. */
final class EventCommandStore {

    private static final String FIND = """
        SELECT e.id, e.source, e.message_group, w.slot, coalesce(w.again, false) AS again,
               CASE WHEN x.event_id IS NOT NULL THEN 'DISCARDED' ELSE coalesce(w.state, 'ROUTED') END AS state
          FROM inbox_event e
          LEFT JOIN inbox_work w ON w.event_id = e.id
          LEFT JOIN inbox_discarded x ON x.event_id = e.id
         WHERE e.id = :id\
        """;

    /** Locks the body until the work row exists for retention to see; finds no body that retention has deleted. */
    private static final String HOLD_BODY = "SELECT 1 FROM inbox_body WHERE event_id = :id FOR KEY SHARE";

    private static final String DUE_NOW = """
        UPDATE inbox_work SET due_at = now(), state = CASE state WHEN 'UNROUTED' THEN 'RECEIVED' ELSE state END
         WHERE event_id = :id\
        """;

    private static final String PUT_BACK = """
        INSERT INTO inbox_work (event_id, source, slot, message_group, again)
        VALUES (:id, :source, :slot, :group, :again)\
        """;

    private static final String REMOVE = "DELETE FROM inbox_work WHERE event_id = :id";

    private static final String DISCARD = "INSERT INTO inbox_discarded (event_id, reason) VALUES (:id, :reason)";

    private static final String UNDISCARD = "DELETE FROM inbox_discarded WHERE event_id = :id";

    private final JdbcClient jdbc;

    EventCommandStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CommandedEvent> find(long eventId) {
        return jdbc.sql(FIND)
                .param("id", eventId)
                .query(EventCommandStore::standing)
                .optional();
    }

    /** True if the event still has its body, which then stays until the end of the transaction. */
    boolean holdBody(long eventId) {
        return jdbc.sql(HOLD_BODY)
                .param("id", eventId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Makes a FAILED event due, and an UNROUTED one RECEIVED. */
    void dueNow(long eventId) {
        jdbc.sql(DUE_NOW).param("id", eventId).update();
    }

    /**
     * Gives an event back to routing that routing had finished.
     *
     * @param again true if it was ROUTED
     */
    void putBack(CommandedEvent event, boolean again) {
        jdbc.sql(PUT_BACK)
                .param("id", event.id())
                .param("source", event.source())
                .param("slot", event.slot())
                .param("group", event.group())
                .param("again", again)
                .update();
    }

    void remove(long eventId) {
        jdbc.sql(REMOVE).param("id", eventId).update();
    }

    void discard(long eventId, String reason) {
        jdbc.sql(DISCARD).param("id", eventId).param("reason", reason).update();
    }

    void undiscard(long eventId) {
        jdbc.sql(UNDISCARD).param("id", eventId).update();
    }

    private static CommandedEvent standing(ResultSet row, int number) throws SQLException {
        long id = row.getLong("id");
        String source = row.getString("source");
        String group = row.getString("message_group");
        @Nullable Integer slot = row.getObject("slot", Integer.class);
        return new CommandedEvent(
                id,
                source,
                slot == null ? Slot.of(id, source, group) : slot,
                group,
                EventState.valueOf(row.getString("state")),
                row.getBoolean("again"));
    }
}
