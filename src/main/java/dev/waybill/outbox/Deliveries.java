package dev.waybill.outbox;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code outbox_delivery}: the ledger. Rows of a lane change only under the lane's lock. */
final class Deliveries {

    static final String RECORD = "SELECT outbox_record(:destinations, :lanes, :events, :parts)";

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A delivery to make. */
    record Due(String destination, String lane, long eventId, String part) {}

    /** Locks their lanes for the rest of the transaction, and adds those that are missing. */
    void record(List<Due> due) {
        jdbc.sql(RECORD)
                .param("destinations", due.stream().map(Due::destination).toArray(String[]::new))
                .param("lanes", due.stream().map(Due::lane).toArray(String[]::new))
                .param("events", due.stream().map(Due::eventId).toArray(Long[]::new))
                .param("parts", due.stream().map(Due::part).toArray(String[]::new))
                .query(row -> {});
    }
}
