package dev.waybill.health;

import dev.waybill.operator.Command;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code outbox_pause}: destinations that an operator or the hub paused. A pause holds on every node until
 * its row is deleted.
 */
public final class Pauses {

    private static final String PAUSE = """
        INSERT INTO outbox_pause (destination, who, reason) VALUES (:destination, :who, :reason)
        ON CONFLICT (destination) DO NOTHING\
        """;

    private static final String RESUME = "DELETE FROM outbox_pause WHERE destination = :destination";

    private static final String FIND = "SELECT who, reason, since FROM outbox_pause WHERE destination = :destination";

    private static final String ALL = "SELECT destination, who, reason, since FROM outbox_pause";

    private final JdbcClient jdbc;

    public Pauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** True if this call paused it: it may have been paused already. */
    public boolean pause(String destination, Command command) {
        return jdbc.sql(PAUSE)
                        .param("destination", destination)
                        .param("who", command.who())
                        .param("reason", command.reason())
                        .update()
                == 1;
    }

    /** True if it was paused. */
    public boolean resume(String destination) {
        return jdbc.sql(RESUME).param("destination", destination).update() == 1;
    }

    public Optional<Pause> find(String destination) {
        return jdbc.sql(FIND)
                .param("destination", destination)
                .query((row, n) -> pause(row))
                .optional();
    }

    /** Returns all pauses, by destination. */
    public Map<String, Pause> all() {
        Map<String, Pause> pauses = new HashMap<>();
        jdbc.sql(ALL).query(row -> {
            pauses.put(row.getString("destination"), pause(row));
        });
        return pauses;
    }

    private static Pause pause(ResultSet row) throws SQLException {
        Instant since = row.getObject("since", OffsetDateTime.class).toInstant();
        return new Pause(row.getString("who"), row.getString("reason"), since);
    }
}
