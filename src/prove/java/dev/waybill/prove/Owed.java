package dev.waybill.prove;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The destinations that an event must reach by the shipped routes: written down a second time, so that both can be wrong. */
final class Owed {

    private static final Map<String, Set<String>> BY_TYPE = Map.of(
            "OrderPlaced", Set.of("erp", "email", "sftp"),
            "OrderConfirmed", Set.of("erp", "sftp"),
            "OrderFulfilled", Set.of("erp", "email"),
            "ProductCreated", Set.of("erp"),
            "ProductUpdated", Set.of("erp"),
            "ProductHidden", Set.of("erp"),
            "ProductShown", Set.of("erp"),
            "CollectionCreated", Set.of("erp"),
            "CollectionUpdated", Set.of("erp"),
            "CollectionDeleted", Set.of("erp"));

    private Owed() {}

    static Set<String> types() {
        return BY_TYPE.keySet();
    }

    /** @param lines whether the order has line items; a file without rows isn't sent */
    static Set<String> destinations(String type, boolean lines) {
        Set<String> all = BY_TYPE.get(type);
        if (all == null) {
            throw new IllegalArgumentException("Nobody said where " + type + " goes");
        }
        Set<String> owed = new TreeSet<>(all);
        if (!lines) {
            owed.remove("sftp");
        }
        return owed;
    }
}
