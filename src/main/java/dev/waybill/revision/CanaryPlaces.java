package dev.waybill.revision;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The places of the canary: so many events of each type, the same ones for all hubs. */
public final class CanaryPlaces {

    private static final String TAKES = "SELECT canary_takes(:canary, :first, :event, :type)";

    private static final String TOOK = """
        SELECT EXISTS (SELECT FROM canary_event WHERE event_id = :event AND revision = :canary)\
        """;

    private final JdbcClient jdbc;

    CanaryPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns true if the event has, or now gets, one of the places of its type. The answer for an event stays the same
     * as long as that canary is on. It commits by itself, so it must not run within a transaction.
     *
     * @param first the number of places of each type
     */
    public boolean takes(int canary, int first, long event, String type) {
        return jdbc.sql(TAKES)
                .param("canary", canary)
                .param("first", first)
                .param("event", event)
                .param("type", type)
                .query(Boolean.class)
                .single();
    }

    /** Returns true if the event has one of the places. */
    public boolean took(int canary, long event) {
        return jdbc.sql(TOOK)
                .param("canary", canary)
                .param("event", event)
                .query(Boolean.class)
                .single();
    }
}
