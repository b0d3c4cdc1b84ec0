package dev.waybill.bench;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends at a fixed rate and times each request from the moment when it was <em>meant</em> to be sent. A sender that waits
 * for a slow answer and then starts the clock leaves out all the requests that would have waited with it (coordinated
 * omission); here these count with their wait.
 */
final class OpenLoop {

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final long DRAIN_SECONDS = 10;

    /**
     * @param micros of all that was meant to be sent; what was never answered counts up to the end of the wait
     * @param failed answered otherwise than hoped for
     */
    record Result(Histogram micros, long accepted, long failed, long unanswered) {

        double percentile(double percent) {
            return micros.getValueAtPercentile(percent);
        }
    }

    private OpenLoop() {}

    static Result run(int perSecond, Duration time, Shooter shooter, Pace pace) throws InterruptedException {
        Schedule schedule = new Schedule(pace.nanos(), perSecond);
        ConcurrentHistogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);
        AtomicLong accepted = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        Phaser open = new Phaser(1);
        long count = schedule.count(time);
        boolean[] answered = new boolean[Math.toIntExact(count)];
        for (int number = 0; number < count; number++) {
            int shot = number;
            long intended = schedule.intendedNanos(number);
            pace.waitUntil(intended);
            open.register();
            shooter.shoot(number).whenComplete((good, problem) -> {
                record(micros, pace.nanos() - intended);
                (problem == null && good ? accepted : failed).incrementAndGet();
                answered[shot] = true;
                open.arriveAndDeregister();
            });
        }
        long unanswered = awaitAll(open) ? 0 : count - accepted.get() - failed.get();
        if (unanswered > 0) {
            for (int number = 0; number < count; number++) {
                if (!answered[number]) {
                    record(micros, pace.nanos() - schedule.intendedNanos(number));
                }
            }
        }
        return new Result(micros.copy(), accepted.get(), failed.get(), unanswered);
    }

    private static boolean awaitAll(Phaser open) throws InterruptedException {
        try {
            open.awaitAdvanceInterruptibly(open.arrive(), DRAIN_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void record(Histogram micros, long nanos) {
        micros.recordValue(Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos))));
    }
}
