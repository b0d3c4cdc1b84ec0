package dev.waybill.candidate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.handover.Delivery;
import dev.waybill.handover.FinishedAttempt;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ConfigurableApplicationContext;

/** Small bundles of one destination, tried with one event. */
final class TriedRoutes {

    static final Delivery.Event EVENT = new Delivery.Event(
            1, "shop", "k-1", "o-1", "Order", Instant.parse("2026-01-01T00:00:00Z"), "{\"a\":1}".getBytes(UTF_8));

    private TriedRoutes() {}

    static FinishedAttempt handOver(Candidate candidate) throws InterruptedException {
        FinishedAttempt attempt = candidate.handOver(EVENT, "crm", "");
        assertThat(attempt).isNotNull();
        return attempt;
    }

    static Candidate crm(ConfigurableApplicationContext hub, String steps) {
        return candidate(hub, route(steps));
    }

    static String route(String steps) {
        return """
            - route:
                id: crm
                description: Hands orders to the CRM.
                from:
                  uri: outbox:crm
                  steps:
            """ + steps.indent(8);
    }

    static Candidate candidate(ConfigurableApplicationContext hub, String route) {
        return Candidate.of(bundle(Map.of("crm.camel.yaml", route)), new CandidateHub(hub, name -> null));
    }

    static Bundle bundle(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
        return new Bundle(Path.of("routes"), bytes);
    }
}
