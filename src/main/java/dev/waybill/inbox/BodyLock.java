package dev.waybill.inbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Locks event bodies so that they stay. Retention deletes only bodies that it has locked, and checks their deliveries
 * after locking. The holder of a lock here can therefore safely create a delivery of the body.
 */
public final class BodyLock {

    private static final String HOLD = """
        SELECT event_id FROM inbox_body WHERE event_id = ANY (:events) ORDER BY event_id FOR KEY SHARE\
        """;

    private final JdbcClient jdbc;

    public BodyLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Holds the bodies of these events until the transaction ends. Lane locks, if any, have to be taken before.
     *
     * @return the events that have a body; the others have lost theirs for good
     */
    public Set<Long> hold(Collection<Long> events) {
        return new HashSet<>(jdbc.sql(HOLD)
                .param("events", events.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }
}
