package dev.waybill.revision;

import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code hub_revision}. */
public final class HubRevisions {

    private static final String RECORD = """
        INSERT INTO hub_revision (node, hub, number, canary, change, problem)
        SELECT id, name, :number, :canary, :change, :problem FROM node WHERE id = :node
        ON CONFLICT (node) DO UPDATE SET number = excluded.number, canary = excluded.canary, change = excluded.change,
               problem = excluded.problem, at = now()\
        """;

    /** A node whose time is up is dead, even before another hub removes it. */
    private static final String ALL = """
        SELECT h.node, h.hub, h.number, h.canary, h.change, h.problem
          FROM hub_revision h JOIN node n ON n.id = h.node WHERE n.until >= now() ORDER BY h.hub, h.node\
        """;

    private final JdbcClient jdbc;

    HubRevisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records the state of this hub. Does nothing if the node is gone.
     *
     * @param node the present incarnation of this hub
     */
    public void record(
            long node, @Nullable Integer number, @Nullable Integer canary, long change, @Nullable String problem) {
        jdbc.sql(RECORD)
                .param("node", node)
                .param("number", number, Types.INTEGER)
                .param("canary", canary, Types.INTEGER)
                .param("change", change)
                .param("problem", problem, Types.VARCHAR)
                .update();
    }

    /** Returns the states of the live hubs, by name. A hub of an older version has none. */
    public List<HubRevision> all() {
        return jdbc.sql(ALL)
                .query((row, n) -> new HubRevision(
                        row.getLong("node"),
                        row.getString("hub"),
                        row.getObject("number", Integer.class),
                        row.getObject("canary", Integer.class),
                        row.getLong("change"),
                        row.getString("problem")))
                .list();
    }
}
