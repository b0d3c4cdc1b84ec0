package dev.waybill.cluster;

import java.util.List;
import java.util.Map;

/**
 * Checks once a second whether a node's lease has run out. Its query comes before the other polls, so that a dead
 * node's leases are free in the same second.
 */
final class RemoveDeadNodes implements Poll {

    private static final String EXPIRED = "SELECT name FROM node WHERE until < now()";

    private final Node node;

    RemoveDeadNodes(Node node) {
        this.node = node;
    }

    @Override
    public String sql() {
        return EXPIRED;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of();
    }

    @Override
    public void answered(List<String> expired) {
        if (!expired.isEmpty()) {
            node.bury();
        }
    }
}
