package dev.waybill.signature;

import dev.waybill.sources.SourceSecret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies bodies by their re-serialisation, on two threads of its own: strangers can ask for it, so it must neither hold
 * up an event loop nor take every core. Who waits does so in order, and is put off after a while: of many, most are told
 * so without any work. The door bounds how many wait.
 */
public final class ReserializedCheck implements AutoCloseable {

    static final int AT_ONCE = 2;
    static final Duration PATIENCE = Duration.ofMillis(200);

    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("second-check-", 1).daemon().factory());
    private final LongSupplier nanoTime;

    /** What came of a check. */
    @FunctionalInterface
    public interface Result {

        /**
         * What matched; null if the signature does not hold.
         *
         * @throws VerifierBusy if others kept the threads for too long, or the hub stops: nobody knows
         */
        @Nullable
        Verified verified();
    }

    /** @param nanoTime a monotonic clock in nanoseconds */
    public ReserializedCheck(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns at once; {@code then} goes on with the result, on one of the two threads. */
    public void verify(byte[] body, String signature, List<SourceSecret> secrets, Consumer<Result> then) {
        long asked = nanoTime.getAsLong();
        try {
            threads.execute(() -> then.accept(() -> verify(asked, body, signature, secrets)));
        } catch (RejectedExecutionException stopping) {
            then.accept(ReserializedCheck::putOff);
        }
    }

    private @Nullable Verified verify(long asked, byte[] body, String signature, List<SourceSecret> secrets) {
        return nanoTime.getAsLong() - asked > PATIENCE.toNanos()
                ? putOff()
                : SignatureVerifier.verifyReserialised(body, signature, secrets);
    }

    private static Verified putOff() {
        throw new VerifierBusy();
    }

    /** Those that wait are still told. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
