package dev.waybill.inbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which events still have their body, and keep it. Retention deletes only the bodies that it has locked and whose
 * deliveries it has looked at afterwards: whoever holds a body here can make a delivery of it.
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
     * Holds these events' bodies until the transaction ends. Lanes, if any, are locked before.
     *
     * @return the events that have one; the others' are gone for good
     */
    public Set<Long> hold(Collection<Long> events) {
        return new HashSet<>(jdbc.sql(HOLD)
                .param("events", events.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }
}
