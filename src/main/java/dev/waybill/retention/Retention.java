package dev.waybill.retention;

import dev.waybill.cluster.FailureLog;
import dev.waybill.cluster.Tick;
import dev.waybill.retention.Sweep.Step;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds for old rows, and continues with pauses while there are more. Nothing is purged while the
 * database is away or slow, and the current batch is undone. The next run continues after the last commit.
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

    /** @param every the pause between two runs, in ticks of a second */
    Retention(Sweep bodies, Sweep events, RetentionMeters meters, Rest rest, long every) {
        this.bodies = bodies;
        this.events = events;
        this.meters = meters;
        this.rest = rest;
        this.every = every;
    }

    /** Pauses the thread. */
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
            Thread.currentThread().interrupt(); // the hub stops; the rest is for the next start or another node
        } catch (RuntimeException e) {
            meters.failed();
            if (!failing) {
                FailureLog.warn(
                        LOG,
                        "Retention failed: old events stay, and it is retried every " + every + " s. If the database"
                                + " is too slow for a batch, make waybill.retention.batch smaller",
                        e);
            }
            failing = true;
        }
    }

    /** Runs until both stages have no more rows, or another node continues. */
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

    /** Returns the longer rest of the unfinished stages; a finished stage rests by its own row. */
    private static Duration longer(Step one, Step other) {
        Duration first = one.more() ? one.rest() : Duration.ZERO;
        Duration second = other.more() ? other.rest() : Duration.ZERO;
        return first.compareTo(second) > 0 ? first : second;
    }
}
