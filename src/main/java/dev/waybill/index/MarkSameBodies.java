package dev.waybill.index;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Marks events whose signed body had come before under another key. It runs after they were accepted, so that no
 * webhook waits for it.
 */
final class MarkSameBodies {

    /**
     * Finds candidates by the hash, then compares the whole digest. LATERAL with LIMIT keeps the planner from a scan.
     */
    static final String MARK = """
        INSERT INTO search_same_body (event_id, earlier_event)
        SELECT n.id, f.id
          FROM unnest(:ids) u (id)
         CROSS JOIN LATERAL (SELECT * FROM inbox_event WHERE id = u.id LIMIT 1) n
         CROSS JOIN LATERAL (
            SELECT o.id FROM search_event s JOIN inbox_event o ON o.id = s.event_id
             WHERE s.body_hash = search_body_hash(n.digest) AND s.event_id < n.id
               AND o.digest = n.digest AND o.source = n.source AND o.type = n.type
               AND o.received_at > n.received_at - make_interval(secs => :back)
             ORDER BY s.event_id DESC LIMIT 1) f
        ON CONFLICT (event_id) DO NOTHING
        RETURNING event_id\
        """;

    private final JdbcClient jdbc;
    private final SameBodySettings settings;
    private final MeterRegistry meters;

    MarkSameBodies(JdbcClient jdbc, SameBodySettings settings, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.meters = meters;
    }

    /** True if the event's body is compared with others at all. */
    boolean compares(UnindexedEvent event) {
        return settings.of(event.source()).compares(event.type());
    }

    /** Marks the events that repeat a body. They are in {@code search_event} already. */
    void mark(List<UnindexedEvent> events) {
        List<UnindexedEvent> compared = events.stream().filter(this::compares).toList();
        if (compared.isEmpty()) {
            return;
        }
        Set<Long> marked = Set.copyOf(jdbc.sql(MARK)
                .param("ids", compared.stream().map(UnindexedEvent::id).toArray(Long[]::new))
                .param("back", backSeconds())
                .query(Long.class)
                .list());
        compared.stream().filter(event -> marked.contains(event.id())).forEach(event -> count(event.source()));
    }

    private double backSeconds() {
        Duration back = settings.sameBodyWithin();
        return back.toMillis() / 1000.0;
    }

    private void count(String source) {
        Counter.builder("waybill.search.same.body")
                .description("Events whose signed body had come before under another key")
                .tag("source", source)
                .register(meters)
                .increment();
    }
}
