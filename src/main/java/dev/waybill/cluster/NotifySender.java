package dev.waybill.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notifies the other nodes of work that this one can't take at once, by NOTIFY. It runs alone and after the commit: a
 * NOTIFY within a transaction makes all commits wait for each other. Signals within {@link #PAUSE} go together; without
 * another live node none is sent. A lost signal costs a second: the tick finds the work.
 */
public final class NotifySender extends LoopLifecycle implements Poll {

    static final String CHANNEL = "waybill";

    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final String NOTIFY = """
        SELECT pg_notify('waybill', signal) FROM unnest(:signals) signal\
        """;

    private static final String OTHERS = "SELECT 'others' FROM node OFFSET 1 LIMIT 1";

    private final JdbcClient jdbc;
    private final Wakeup wakeup = new Wakeup();
    private final Loop loop = new Loop("signals", wakeup, this::say);
    private final Set<String> unsaid = ConcurrentHashMap.newKeySet();
    private volatile boolean others;

    public NotifySender(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Asks another node to look for work of that name. Returns at once. */
    public void send(String topic, String name) {
        if (others && unsaid.add(topic + '/' + name)) {
            wakeup.wake();
        }
    }

    @Override
    public String sql() {
        return OTHERS;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of();
    }

    @Override
    public void answered(List<String> names) {
        others = !names.isEmpty();
    }

    @Override
    protected Loop loop() {
        return loop;
    }

    private void say() {
        String[] signals = unsaid.toArray(String[]::new);
        unsaid.removeAll(Set.of(signals));
        if (signals.length > 0) {
            jdbc.sql(NOTIFY).param("signals", signals).query().listOfRows();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
