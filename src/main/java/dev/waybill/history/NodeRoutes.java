package dev.waybill.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code search_routes}: the routes that each start of a hub had loaded. */
public final class NodeRoutes {

    private static final String RECORD = """
        INSERT INTO search_routes (node, name, checksum)
        SELECT id, name, :checksum FROM node WHERE id = :node ON CONFLICT (node) DO NOTHING\
        """;

    static final String OF = """
        SELECT node, name, checksum, loaded_at FROM search_routes WHERE node = ANY (:nodes)\
        """;

    private final JdbcClient jdbc;

    NodeRoutes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A start of a hub.
     *
     * @param node the node's id, as attempts have it
     * @param name the hub's name
     * @param routes SHA-256 over its route files, 64 hexadecimal digits
     * @param loadedAt the time of the record, at most a second after the start
     */
    public record Start(long node, String name, String routes, Instant loadedAt) {}

    void record(long node, String checksum) {
        jdbc.sql(RECORD).param("node", node).param("checksum", checksum).update();
    }

    /** Returns starts by node; nodes from before this table are missing. */
    Map<Long, Start> of(Collection<Long> nodes) {
        Map<Long, Start> starts = new HashMap<>();
        jdbc.sql(OF).param("nodes", nodes.toArray(Long[]::new)).query(row -> {
            starts.put(row.getLong("node"), start(row));
        });
        return starts;
    }

    private static Start start(ResultSet row) throws SQLException {
        return new Start(
                row.getLong("node"),
                row.getString("name"),
                row.getString("checksum"),
                row.getObject("loaded_at", OffsetDateTime.class).toInstant());
    }
}
