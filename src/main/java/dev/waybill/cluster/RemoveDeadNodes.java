package dev.waybill.cluster;

import java.util.List;
import java.util.Map;

/**
 * Looks once a second whether a node's lease has run out. Its question comes before those of the rooms, so that what a dead
 * node held is free in the same second.
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
