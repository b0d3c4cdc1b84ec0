package dev.waybill.signature;

import dev.waybill.sources.SourceSecret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies bodies by their re-serialisation, on two threads of its own. Unauthenticated clients can cause this work, so
 * it must neither block an event loop nor take every core. Checks wait in order, and one that has waited too long is
 * put off without any work. The listener's limits bound the number of checks that wait.
 */
public final class ReserializedCheck implements AutoCloseable {

    static final int AT_ONCE = 2;
    static final Duration PATIENCE = Duration.ofMillis(200);

    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("second-check-", 1).daemon().factory());
    private final LongSupplier nanoTime;

    /** The result of a check. */
    @FunctionalInterface
    public interface Result {

        /**
         * Returns the match; null if the signature does not hold.
         *
         * @throws VerifierBusy if others kept the threads for too long, or the hub stops: the result is unknown
         */
        @Nullable
        Verified verified();
    }

    /** @param nanoTime a monotonic clock in nanoseconds */
    public ReserializedCheck(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns at once. The result goes to {@code then}, on one of the two threads. */
    public void verify(byte[] body, Claim claim, List<SourceSecret> secrets, Consumer<Result> then) {
        this.<@Nullable Verified>aside(
                () -> SignatureVerifier.verifyReserialised(body, claim, secrets), result -> then.accept(result::get));
    }

    /** The same for any other check that takes long, and that unauthenticated clients can cause. */
    public <T extends @Nullable Object> void aside(Supplier<T> check, Consumer<Supplier<T>> then) {
        long asked = nanoTime.getAsLong();
        try {
            threads.execute(() -> then.accept(() -> inTime(asked, check)));
        } catch (RejectedExecutionException stopping) {
            then.accept(ReserializedCheck::putOff);
        }
    }

    private <T extends @Nullable Object> T inTime(long asked, Supplier<T> check) {
        return nanoTime.getAsLong() - asked > PATIENCE.toNanos() ? putOff() : check.get();
    }

    private static <T extends @Nullable Object> T putOff() {
        throw new VerifierBusy();
    }

    /** Lets no new check in; checks that wait still get their result. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /**
     * The raw bytes matched no secret, and there was no room to try their re-serialisation. Nobody knows whether the
     * signature holds. The answer is that of any overload, so that a genuine sender comes again.
     */
    public static final class VerifierBusy extends RuntimeException {

        public VerifierBusy() {
            // No stack trace: senders of wrong signatures decide how many of these are made.
            super("Too many bodies wait for the second signature check", null, false, false);
        }
    }
}
