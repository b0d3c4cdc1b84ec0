package dev.waybill.routing;

import dev.waybill.routing.RoutedEvents.DueDelivery;
import dev.waybill.routing.Slots.SlotLease;
import dev.waybill.sources.AllowedHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code inbox_work}: events that are not routed yet. Rows change only under the slot's lease. */
public final class RoutingQueue {

    static final String READ = "SELECT * FROM inbox_read(:source, :slot, :limit, :bytes)";

    static final String ROUTED = """
        SELECT inbox_routed_by(:source, :slot, :owner, :token, :destinations, :lanes, :events, :parts, :revisions,
          :routed, :unrouted, :waiting, :failed, :errors, :delays, :groups, :followers, :release)\
        """;

    static final String RELEASE_FOLLOWERS = "SELECT inbox_release_followers(:source, :slot, :groups, :most)";

    /** The limit of body bytes in one read; a larger body is read alone. */
    static final long BYTES = 8 << 20;

    private static final int FOLLOWERS = 1000;

    private final JdbcClient jdbc;
    private final PassedHeaders passed;

    public RoutingQueue(JdbcClient jdbc) {
        this(jdbc, AllowedHeaders.NONE);
    }

    RoutingQueue(JdbcClient jdbc, AllowedHeaders allowed) {
        this.jdbc = jdbc;
        this.passed = new PassedHeaders(jdbc, allowed);
    }

    /** Adds the headers that go on to the route. */
    List<QueuedEvent> withHeaders(List<QueuedEvent> events) {
        return passed.with(events, QueuedEvent::eventId, QueuedEvent::source, QueuedEvent::with);
    }

    /** Reads the slot's next events in id order: new ones, and failed ones whose back-off is over. */
    List<QueuedEvent> read(SlotLease lease, int limit) {
        return jdbc.sql(READ)
                .param("source", lease.source())
                .param("slot", lease.slot())
                .param("limit", limit)
                .param("bytes", BYTES)
                .query((row, n) -> item(lease.source(), row))
                .list();
    }

    /**
     * The results of a batch.
     *
     * @param due the deliveries of the routed events
     * @param unrouted the events whose route named nothing: they wait for an operator, except after a second routing
     * @param waiting the events that have to wait for an older event of their group
     * @param released the groups that made progress and may have waiting events
     */
    record Batch(
            List<DueDelivery> due,
            List<Long> routed,
            List<Long> unrouted,
            List<Long> waiting,
            List<Tried> failed,
            Collection<String> released) {}

    /**
     * A failed try.
     *
     * @param delay the time until the next try
     */
    record Tried(long eventId, String error, Duration delay) {}

    /**
     * Ends a batch, all or nothing.
     *
     * @param last true to give the slot back
     * @return false if the slot has passed to another router, and nothing was written
     */
    boolean end(SlotLease lease, Batch batch, boolean last) {
        return jdbc.sql(ROUTED)
                .param("source", lease.source())
                .param("slot", lease.slot())
                .param("owner", lease.owner())
                .param("token", lease.token())
                .param("destinations", column(batch.due(), DueDelivery::destination, String[]::new))
                .param("lanes", column(batch.due(), DueDelivery::lane, String[]::new))
                .param("events", column(batch.due(), DueDelivery::eventId, Long[]::new))
                .param("parts", column(batch.due(), DueDelivery::part, String[]::new))
                .param("revisions", column(batch.due(), DueDelivery::revision, Integer[]::new))
                .param("routed", batch.routed().toArray(Long[]::new))
                .param("unrouted", batch.unrouted().toArray(Long[]::new))
                .param("waiting", batch.waiting().toArray(Long[]::new))
                .param("failed", column(batch.failed(), Tried::eventId, Long[]::new))
                .param("errors", column(batch.failed(), Tried::error, String[]::new))
                .param("delays", column(batch.failed(), tried -> tried.delay().toMillis() / 1000.0, Double[]::new))
                .param("groups", batch.released().toArray(String[]::new))
                .param("followers", FOLLOWERS)
                .param("release", last)
                .query(Boolean.class)
                .single();
    }

    private static <T, V> V[] column(List<T> rows, Column<T> column, IntFunction<V[]> array) {
        return rows.stream().map(column::of).toArray(array);
    }

    private interface Column<T> {
        @Nullable
        Object of(T row);
    }

    /** Releases the next waiting events of these groups: the older event succeeded or was discarded. */
    public void releaseFollowers(String source, int slot, Collection<String> groups) {
        if (!groups.isEmpty()) {
            jdbc.sql(RELEASE_FOLLOWERS)
                    .param("source", source)
                    .param("slot", slot)
                    .param("groups", groups.toArray(String[]::new))
                    .param("most", FOLLOWERS)
                    .query(row -> {});
        }
    }

    static QueuedEvent item(String source, ResultSet row) throws SQLException {
        return new QueuedEvent(
                row.getLong("event_id"),
                source,
                row.getString("message_group"),
                row.getString("idempotency_key"),
                row.getString("type"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getBytes("body"),
                row.getInt("tries"),
                row.getBoolean("held"),
                row.getBoolean("followed"),
                Map.of());
    }
}
