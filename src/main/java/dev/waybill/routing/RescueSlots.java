package dev.waybill.routing;

import dev.waybill.cluster.Poll;
import java.util.List;
import java.util.Map;

/**
 * Frees the slots of nodes that are no more; any node does, and looks once a second whether there are such. An expired
 * node was buried just before the answer comes: its slots are free within the same second.
 */
final class RescueSlots implements Poll {

    static final String ORPHANED = """
        SELECT 'slots' WHERE EXISTS (
          SELECT 1 FROM inbox_slot s
           WHERE owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = s.owner AND n.until >= now()))\
        """;

    private final Slots slots;

    RescueSlots(Slots slots) {
        this.slots = slots;
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
            slots.rescue();
        }
    }
}
