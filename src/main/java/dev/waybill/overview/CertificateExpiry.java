package dev.waybill.overview;

import dev.waybill.overview.Overview.Attention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Alerts operators if the public port's certificate has to be renewed, from 14 days before it ends. */
public final class CertificateExpiry {

    private static final Duration RENEW = Duration.ofDays(14);
    private static final Duration NOW = Duration.ofDays(3);

    private final Supplier<@Nullable Instant> ends;
    private final Clock clock;

    /** @param ends the end of the certificate; null if there is none */
    public CertificateExpiry(Supplier<@Nullable Instant> ends, Clock clock) {
        this.ends = ends;
        this.clock = clock;
    }

    public List<Attention> now() {
        Instant end = ends.get();
        if (end == null) {
            return List.of();
        }
        Duration left = Duration.between(clock.instant(), end);
        if (left.compareTo(RENEW) > 0) {
            return List.of();
        }
        return List.of(new Attention(left.compareTo(NOW) <= 0, sentence(left), "/console"));
    }

    private static String sentence(Duration left) {
        if (left.compareTo(NOW) > 0) {
            return "The certificate of the public port expires in %d days: renew it.".formatted(left.toDays());
        }
        return left.isPositive()
                ? "The certificate of the public port expires in %d hours: renew it, or all senders are locked out."
                        .formatted(left.toHours())
                : "The certificate of the public port has expired: renew it, senders can't connect.";
    }
}
