package dev.waybill.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records who read the body of which object. The repeated reads of a refreshing page are recorded once in ten minutes.
 */
public final class AuditReading {

    private static final Duration ONCE = Duration.ofMinutes(10);
    private static final int MOST_KEPT = 10_000;

    private final Audit audit;
    private final Clock clock;
    private final Map<Read, Instant> lately = new LinkedHashMap<>();

    AuditReading(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    private record Read(Command command, String kind, long id) {}

    /**
     * @param how the reader, and the way of reading, such as {@code the page}
     * @param kind {@code event}, {@code delivery} or {@code quarantined}
     */
    public void of(Command how, String kind, long id) {
        Read read = new Read(how, kind, id);
        if (isNews(read)) {
            try {
                audit.record(how, "read", kind, id);
            } catch (RuntimeException e) {
                forget(read); // not recorded, so the next read has to be
                throw e;
            }
        }
    }

    private synchronized void forget(Read read) {
        lately.remove(read);
    }

    private synchronized boolean isNews(Read read) {
        Instant now = clock.instant();
        Instant before = lately.get(read);
        if (before != null && before.plus(ONCE).isAfter(now)) {
            return false;
        }
        lately.remove(read);
        lately.put(read, now);
        if (lately.size() > MOST_KEPT) {
            lately.remove(lately.keySet().iterator().next());
        }
        return true;
    }
}
