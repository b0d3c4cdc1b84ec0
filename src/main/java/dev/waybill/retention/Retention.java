package dev.waybill.retention;

import dev.waybill.cluster.FailureLog;
import dev.waybill.cluster.Tick;
import dev.waybill.retention.Sweep.Step;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds for what has become old enough, and goes on, with pauses, while there is more. If the database
 * is away or slow nothing is purged, and what was under way is undone; the next look goes on where the last commit was.
 */
final class Retention implements Tick {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Sweep bodies;
    private final Sweep events;
    private final RetentionMeters meters;
    private final Rest rest;
    private final long every;
    private long ticks;
    private boolean failing;

    /** @param every the pause between two looks, in ticks of a second */
    Retention(Sweep bodies, Sweep events, RetentionMeters meters, Rest rest, long every) {
        this.bodies = bodies;
        this.events = events;
        this.meters = meters;
        this.rest = rest;
        this.every = every;
    }

    /** Waits. */
    @FunctionalInterface
    interface Rest {
        void rest(Duration duration) throws InterruptedException;
    }

    @Override
    public void tick() {
        if (ticks++ % every != 0) {
            return;
        }
        try {
            run();
            if (failing) {
                LOG.info("Retention works again");
            }
            failing = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the hub stops; what is left is for the next start or another node
        } catch (RuntimeException e) {
            meters.failed();
            if (!failing) {
                FailureLog.warn(
                        LOG,
                        "Retention failed: old events stay, and it tries again every " + every + " s. If the database"
                                + " is too slow for a batch, make waybill.retention.batch smaller",
                        e);
            }
            failing = true;
        }
    }

    /** Until both stages have nothing more, or another node goes on with it. */
    private void run() throws InterruptedException {
        boolean more = true;
        while (more) {
            Step ofBodies = bodies.step();
            meters.purgedBodies(ofBodies.purged());
            Step ofEvents = events.step();
            meters.purgedEvents(ofEvents.purged());
            more = ofBodies.more() || ofEvents.more();
            if (more) {
                rest.rest(longer(ofBodies, ofEvents));
            }
        }
    }

    /** Of those that go on; the one that has come to its end rests by its own row. */
    private static Duration longer(Step one, Step other) {
        Duration first = one.more() ? one.rest() : Duration.ZERO;
        Duration second = other.more() ? other.rest() : Duration.ZERO;
        return first.compareTo(second) > 0 ? first : second;
    }
}
