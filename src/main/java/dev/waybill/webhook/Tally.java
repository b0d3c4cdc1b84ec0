package dev.waybill.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Counts answers by source and outcome. A name that is not configured is counted as unknown: senders make no series. */
final class Tally {

    static final String ACCEPTED = "accepted";
    static final String DUPLICATE = "duplicate";

    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;

    Tally(MeterRegistry registry, Sources sources) {
        this.registry = registry;
        for (Source source : sources.all()) {
            answers(source.name(), ACCEPTED);
            answers(source.name(), DUPLICATE);
            for (Problem problem : Problem.values()) {
                answers(source.name(), problem.outcome());
            }
        }
    }

    /** Counts the intake route's answer; one to a release from quarantine is none of the public door's. */
    void answered(Exchange exchange, String outcome) {
        if (!StaysInQuarantine.isSource(exchange)) {
            count(Received.of(exchange).source(), outcome);
        }
    }

    void count(@Nullable Source source, String outcome) {
        answers(source == null ? UNKNOWN : source.name(), outcome).increment();
    }

    /** Shows when the sender has moved to a new secret, so that the old one can go. */
    void verifiedWith(Source source, String secretId) {
        Counter.builder("waybill.webhooks.verified")
                .description("Webhooks whose signature matched, by the secret that matched")
                .tag("source", source.name())
                .tag("secret", secretId)
                .register(registry)
                .increment();
    }

    private Counter answers(String source, String outcome) {
        return Counter.builder("waybill.webhooks")
                .description("Answers of the public door")
                .tag("source", source)
                .tag("outcome", outcome)
                .register(registry);
    }
}
