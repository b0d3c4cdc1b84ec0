package dev.waybill.connections;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connections of this hub, by name. */
public final class ConnectionList {

    private final SortedMap<String, Connection> byName = new TreeMap<>();

    ConnectionList(List<Connection> all) {
        all.forEach(each -> byName.put(each.name(), each));
    }

    public Collection<Connection> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** Returns the connection; null if there is none of the name. */
    public @Nullable Connection find(String name) {
        return byName.get(name);
    }
}
