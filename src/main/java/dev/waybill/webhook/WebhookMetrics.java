package dev.waybill.webhook;

import dev.waybill.sources.Source;
import dev.waybill.sources.Sources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts answers by source and outcome. An unconfigured source name is counted as unknown, so that senders can't create
 * time series.
 */
public final class WebhookMetrics {

    static final String ACCEPTED = "accepted";
    static final String BUFFERED = "buffered";
    public static final String DUPLICATE = "duplicate";

    /** A request that was no event: a ping or a challenge. */
    public static final String HANDSHAKE = "handshake";

    /** A webhook that was signed, but not now: answered 401 like an unsigned one. */
    static final String OUT_OF_TOLERANCE = "out_of_tolerance";

    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;
    /** A cache of the counters: the registry's own search takes longer than all else that counting does. */
    private final Map<Name, Counter> counters = new ConcurrentHashMap<>();

    private record Name(String meter, String source, String what) {}

    public WebhookMetrics(MeterRegistry registry, Sources sources) {
        this.registry = registry;
        for (Source source : sources.all()) {
            answers(source.name(), ACCEPTED);
            answers(source.name(), DUPLICATE);
            for (Problem problem : Problem.values()) {
                answers(source.name(), problem.outcome());
            }
        }
    }

    /**
     * Counts the intake route's answer. Answers to a release from quarantine don't count, since the public port gave
     * none.
     */
    void answered(WebhookContext context, String outcome) {
        if (context.isFromSender()) {
            count(context.received().source(), outcome);
        }
    }

    public void count(@Nullable Source source, String outcome) {
        answers(source == null ? UNKNOWN : source.name(), outcome).increment();
    }

    /**
     * Counts a verified webhook by its secret. The counter shows when the sender has moved to a new secret, so that the
     * old one can go.
     */
    void verifiedWith(Source source, String secretId) {
        counters.computeIfAbsent(
                        new Name("waybill.webhooks.verified", source.name(), secretId),
                        name -> Counter.builder(name.meter)
                                .description("Webhooks whose signature matched, by the secret that matched")
                                .tag("source", name.source)
                                .tag("secret", name.what)
                                .register(registry))
                .increment();
    }

    private Counter answers(String source, String outcome) {
        return counters.computeIfAbsent(
                new Name("waybill.webhooks", source, outcome),
                name -> Counter.builder(name.meter)
                        .description("Answers of the public port")
                        .tag("source", name.source)
                        .tag("outcome", name.what)
                        .register(registry));
    }
}
