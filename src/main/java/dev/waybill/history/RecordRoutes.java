package dev.waybill.history;

import dev.waybill.bundle.Bundle;
import dev.waybill.cluster.Node;
import dev.waybill.cluster.Tick;

/** Records the routes that each incarnation of this node started with. */
final class RecordRoutes implements Tick {

    private final Node node;
    private final NodeRoutes rows;
    private final Bundle bundle;
    private long recorded = -1;

    RecordRoutes(Node node, NodeRoutes rows, Bundle bundle) {
        this.node = node;
        this.rows = rows;
        this.bundle = bundle;
    }

    @Override
    public void tick() {
        long incarnation = node.id();
        if (!bundle.files().isEmpty() && incarnation != recorded) {
            rows.record(incarnation, bundle.checksum());
            recorded = incarnation;
        }
    }
}
