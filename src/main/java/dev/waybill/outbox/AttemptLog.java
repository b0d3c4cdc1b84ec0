package dev.waybill.outbox;

import dev.waybill.handover.Delivery;
import dev.waybill.handover.DeliveryState;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one wide log line and one metric per settled attempt. */
public final class AttemptLog {

    /** The metric of attempts by destination and result; the console counts by it too. */
    public static final String ATTEMPTS = "waybill.attempts";

    /** The metric of deliveries that are done in part, by destination; the console counts by it too. */
    public static final String INCOMPLETE = "waybill.outbox.incomplete";

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.attempt");
    private static final String LINE =
            "delivery={} destination={} event={} type={} group={} attempt={} took={}ms status={} {}";

    private final MeterRegistry metrics;

    AttemptLog(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** @param ours true if the lease still held; otherwise the attempt changed nothing */
    void record(FinishedAttempt attempted, boolean ours) {
        String result = ours ? name(attempted.verdict()) : "stale";
        Timer.builder(ATTEMPTS)
                .description("Attempts at deliveries and their duration, by result")
                .tags("destination", attempted.lease().destination(), "result", result)
                .register(metrics)
                .record(attempted.took().toNanos(), TimeUnit.NANOSECONDS);
        String but = attempted.outcome().answer().reason();
        if (ours && attempted.verdict() instanceof Verdict.Done && but != null) {
            Counter.builder(INCOMPLETE)
                    .description("Deliveries done only in part: the reason of the attempt names the missing part")
                    .tags("destination", attempted.lease().destination())
                    .register(metrics)
                    .increment();
            LOG.warn(LINE, line(attempted, "delivered and not repeated, but " + but));
        } else if (ours && attempted.verdict() instanceof Verdict.Done) {
            LOG.info(LINE, line(attempted, "delivered"));
        } else {
            LOG.warn(LINE, line(attempted, sentence(attempted, ours)));
        }
    }

    private static Object[] line(FinishedAttempt attempted, String end) {
        Delivery delivery = attempted.delivery();
        return new Object[] {
            delivery.id(),
            delivery.destination(),
            delivery.event().id(),
            delivery.event().type(),
            delivery.event().group(),
            delivery.nextAttempt(),
            attempted.took().toMillis(),
            attempted.outcome().answer().status(),
            end
        };
    }

    private static String sentence(FinishedAttempt attempted, boolean ours) {
        String reason = attempted.outcome().answer().reason();
        if (!ours) {
            return "stale: the lease had passed to another owner, which repeats the hand-over; this attempt ended with "
                    + (reason == null ? "success" : reason);
        }
        return switch (attempted.verdict()) {
            case Verdict.Done done -> "delivered";
            case Verdict.Retry retry ->
                "failed, tried again in " + retry.pause().toMillis() + "ms: " + reason;
            case Verdict.Block block ->
                (attempted.delivery().event().group() == null
                                ? DeliveryState.DEAD
                                : DeliveryState.DEAD + ", and its group waits,")
                        + " until an operator replays or skips it: " + reason;
            case Verdict.GoOn goOn -> "SKIPPED because of onDead=skip, its group continues: " + reason;
        };
    }

    private static String name(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Done done -> "delivered";
            case Verdict.Retry retry -> "failed";
            case Verdict.Block block -> "dead";
            case Verdict.GoOn goOn -> "skipped";
        };
    }
}
