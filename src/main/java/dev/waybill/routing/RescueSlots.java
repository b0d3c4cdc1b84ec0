package dev.waybill.routing;

import dev.waybill.cluster.Poll;
import java.util.List;
import java.util.Map;

/**
 * Frees the slots of dead nodes; every node checks for them once a second. An expired node is removed just before the
 * check's answer, so its slots are free within the same second.
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
