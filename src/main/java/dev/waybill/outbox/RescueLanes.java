package dev.waybill.outbox;

import dev.waybill.cluster.Poll;
import java.util.List;
import java.util.Map;

/**
 * Frees the lanes of dead nodes; every node checks for them once a second. An expired node is removed just before the
 * check's answer, so its lanes are free within the same second.
 */
final class RescueLanes implements Poll {

    static final String ORPHANED = """
        SELECT 'lanes' WHERE EXISTS (
          SELECT 1 FROM outbox_lane l
           WHERE owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = l.owner AND n.until >= now()))\
        """;

    private final Lanes lanes;

    RescueLanes(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public String sql() {
        return ORPHANED;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of();
    }

    @Override
    public void answered(List<String> names) {
        if (!names.isEmpty()) {
            lanes.rescue();
        }
    }
}
