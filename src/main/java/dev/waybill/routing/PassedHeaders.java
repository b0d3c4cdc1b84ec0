package dev.waybill.routing;

import dev.waybill.sources.AllowedHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Adds to stored events the headers that go on to routes. They stand in the header lines that are stored with each event,
 * so a setting holds for events of before, too. Only sources with such headers cost a statement.
 */
public final class PassedHeaders {

    private static final String LINES = "SELECT event_id, headers FROM inbox_body WHERE event_id = ANY (:events)";

    private final JdbcClient jdbc;
    private final AllowedHeaders allowed;

    public PassedHeaders(JdbcClient jdbc, AllowedHeaders allowed) {
        this.jdbc = jdbc;
        this.allowed = allowed;
    }

    /**
     * @param events the events, some of them without headers that go on
     * @param add returns the event with its headers
     */
    public <E> List<E> with(
            List<E> events,
            ToLongFunction<E> id,
            Function<E, String> source,
            BiFunction<E, Map<String, String>, E> add) {
        Map<Long, String> sources = new HashMap<>();
        for (E event : events) {
            if (allowed.any(source.apply(event))) {
                sources.put(id.applyAsLong(event), source.apply(event));
            }
        }
        if (sources.isEmpty()) {
            return events;
        }
        Map<Long, Map<String, String>> headers = new HashMap<>();
        jdbc.sql(LINES).param("events", sources.keySet().toArray(Long[]::new)).query(row -> {
            long event = row.getLong("event_id");
            headers.put(event, allowed.of(sources.getOrDefault(event, ""), row.getBytes("headers")));
        });
        return events.stream()
                .map(event -> add.apply(event, headers.getOrDefault(id.applyAsLong(event), Map.of())))
                .toList();
    }
}
