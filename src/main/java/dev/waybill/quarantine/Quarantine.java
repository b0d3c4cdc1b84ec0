package dev.waybill.quarantine;

import dev.waybill.batch.BatchWriter;
import dev.waybill.batch.BatchWriter.Capacity;
import dev.waybill.batch.Deadline;
import dev.waybill.batch.StoreUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The webhooks that could not be accepted, limited and kept for inspection. Each ring has its own buffer, thread and
 * limits, so neither can delay, fill or flush the other. The ring of unauthenticated clients has two shares.
 */
public final class Quarantine implements SmartLifecycle {

    /** Starts before the inbox's writers and stops after them. */
    public static final int PHASE = -1;

    static final Capacity BATCH = new Capacity(64, 8 << 20);
    private static final Capacity QUEUE = new Capacity(1000, 32 << 20);

    private final BatchWriter<NewEntry> verified;
    private final UnverifiedShare unverified;
    private final UnverifiedShare plausible;
    private final QuarantineMeters meters;
    private final Duration answerWithin;

    /** @param nanos a monotonic clock, in nanoseconds */
    public Quarantine(JdbcClient intake, QuarantineSettings settings, LongSupplier nanos, MeterRegistry meters) {
        this.meters = new QuarantineMeters(meters);
        this.answerWithin = settings.answerWithin();
        var rows = new QuarantineStore(intake, QuarantineRing.VERIFIED, false);
        var keep = new QuarantineWriter(
                QuarantineRing.VERIFIED, rows, settings.verified().most());
        this.verified = new BatchWriter<>("quarantine-verified", QUEUE, BATCH, keep::keep);
        this.unverified =
                new UnverifiedShare(intake, false, settings.unverified().bounds(), nanos, this.meters);
        this.plausible = new UnverifiedShare(intake, true, settings.plausible().bounds(), nanos, this.meters);
    }

    /**
     * Keeps a webhook whose signature was right. Never blocks.
     *
     * @param reason a phrase for the operator
     * @param key the sender's idempotency key, if it sent one
     * @param eventId the event that it conflicts with, if any
     * @param headers the received header lines as a JSON array of [name, value], UTF-8
     * @param body the bytes as received
     * @return completed when it is committed; exceptionally if it was late, or the outcome is unknown
     */
    public CompletableFuture<Void> keepVerified(
            String source, String reason, @Nullable String key, @Nullable Long eventId, byte[] headers, byte[] body) {
        return keepVerified(source, reason, key, eventId, headers, body, answerWithin);
    }

    /** Keeps a webhook whose signature was right, for a sender that can wait up to {@code atMost}. */
    public CompletableFuture<Void> keepVerified(
            String source,
            String reason,
            @Nullable String key,
            @Nullable Long eventId,
            byte[] headers,
            byte[] body,
            Duration atMost) {
        Deadline end = Deadline.in(atMost.compareTo(answerWithin) < 0 ? atMost : answerWithin);
        var item = new NewEntry(source, reason, key, eventId, headers, body, new CompletableFuture<>());
        if (!verified.offer(item)) {
            return CompletableFuture.failedFuture(
                    new StoreUnavailable("The quarantine accepts no more entries at the moment"));
        }
        item.committed().thenRun(() -> meters.kept("verified"));
        // a copy: a late entry is kept nonetheless
        return item.committed().copy().orTimeout(end.left(), TimeUnit.NANOSECONDS);
    }

    /**
     * Keeps a webhook that anybody may have sent, within the limits of size and rate, or only counts it. Never blocks,
     * never throws.
     *
     * @param reason a phrase for the operator
     * @param key the idempotency key if only the signature is wrong, which goes into its own share; null otherwise
     * @param headers the received header lines as a JSON array of [name, value], UTF-8
     * @param body the bytes as received
     */
    public void keepUnverified(String source, String reason, @Nullable String key, byte[] headers, byte[] body) {
        var item = new NewEntry(source, reason, key, null, headers, body, new CompletableFuture<>());
        (key == null ? unverified : plausible).keep(item);
    }

    @Override
    public void start() {
        verified.start(1);
        unverified.start();
        plausible.start();
    }

    @Override
    public void stop() {
        verified.stop(answerWithin).forEach(Quarantine::giveUp);
        unverified.stop(answerWithin);
        plausible.stop(answerWithin);
    }

    @Override
    public boolean isRunning() {
        return verified.isRunning();
    }

    /** Stops after the web servers, Camel and the group commit, whose conflicts end here. */
    @Override
    public int getPhase() {
        return PHASE;
    }

    static void giveUp(NewEntry item) {
        item.committed().completeExceptionally(new StoreUnavailable("The quarantine is stopped"));
    }
}
