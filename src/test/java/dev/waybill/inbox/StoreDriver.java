package dev.waybill.inbox;

import dev.waybill.inbox.ArrivalsByKey.EventKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The intake's own statement, for tests that need stored events. */
public final class StoreDriver {

    private final EventRows rows;

    public StoreDriver(DataSource database) {
        this.rows = new EventRows(JdbcClient.create(database));
    }

    public static Arrival arrival(String source, String key, @Nullable String group) {
        byte[] body =
                "{\"type\":\"OrderPlaced\",\"data\":\"%s\"}".formatted(key).getBytes(StandardCharsets.UTF_8);
        return new Arrival(
                source, key, group, "OrderPlaced", TestIntake.sha256(body), "test", "[]".getBytes(), body, null, null);
    }

    /** One new event. */
    public long store(String source, String key, @Nullable String group) {
        return store(List.of(arrival(source, key, group))).get(key);
    }

    /**
     * One flush: stores those that are new, looks up the others.
     *
     * @return the event ids by key; the keys of one flush are distinct across sources
     */
    public Map<String, Long> store(List<Arrival> arrivals) {
        Map<String, Long> ids = new HashMap<>();
        rows.insert(arrivals).forEach((key, id) -> ids.put(key.key(), id));
        List<EventKey> taken = arrivals.stream()
                .filter(arrival -> !ids.containsKey(arrival.key()))
                .map(arrival -> new EventKey(arrival.source(), arrival.key()))
                .toList();
        rows.find(taken).forEach((key, event) -> ids.put(key.key(), event.id()));
        return ids;
    }
}
