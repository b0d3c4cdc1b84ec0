package dev.waybill.cluster;

import java.util.List;
import java.util.Map;

/**
 * Frees the leases of dead nodes in one table; every node looks for them once a second. An expired node is removed just
 * before the answer comes, so its leases are free within the same second.
 */
public final class RescueOrphans implements Poll {

    private final String sql;
    private final Runnable rescue;

    /**
     * @param sql a query with one row if a lease is held by no living node, else none
     * @param rescue frees such leases
     */
    public RescueOrphans(String sql, Runnable rescue) {
        this.sql = sql;
        this.rescue = rescue;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of();
    }

    @Override
    public void answered(List<String> found) {
        if (!found.isEmpty()) {
            rescue.run();
        }
    }
}
