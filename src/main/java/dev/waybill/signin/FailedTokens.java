package dev.waybill.signin;

import dev.waybill.accounts.RefusalTrail;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts tokens that were refused, and logs up to one line about them every ten seconds. */
final class FailedTokens {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.login");
    private static final long PAUSE = 10_000_000_000L;

    private final MeterRegistry meters;
    private final Supplier<RefusalTrail> trail;
    private final LongSupplier nanos;
    private final AtomicLong next;

    /** @param nanos a monotonic clock, in nanoseconds */
    FailedTokens(MeterRegistry meters, Supplier<RefusalTrail> trail, LongSupplier nanos) {
        this.trail = trail;
        this.meters = meters;
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    void unknown(HttpServletRequest request) {
        failed("unknown", request, "an unknown token");
    }

    void expired(String name, HttpServletRequest request) {
        failed("expired", request, "the token of %s, which has expired".formatted(name));
    }

    private void failed(String cause, HttpServletRequest request, String which) {
        meters.counter("waybill.console.failed.tokens", "cause", cause).increment();
        PageAccessDenied.note(request, trail.get(), which);
        long now = nanos.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            LOG.warn(
                    "address={} sent {}; it was answered 401, and further ones are only counted",
                    request.getRemoteAddr(),
                    which);
        }
    }
}
