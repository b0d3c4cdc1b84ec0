package dev.waybill.routetests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.candidate.Candidate;
import dev.waybill.handover.Delivery;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.SentMessage;
import dev.waybill.routetests.RouteTest.End;
import dev.waybill.routing.RouteOutcome;
import dev.waybill.routing.RoutingSlip;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/** Writes a test of one event: the event, and what the routes make of it today. */
public final class WriteRouteTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private WriteRouteTest() {}

    /**
     * @param stored an event whose body is JSON; it runs as tests do, with their id, key and time
     * @return the text of a {@code .test.yaml} file
     */
    public static String of(Candidate candidate, Delivery.Event stored) throws InterruptedException {
        Delivery.Event event = RunRouteTests.event(stored.source(), stored.group(), stored.type(), stored.body())
                .with(stored.headers());
        RouteOutcome routed = candidate.route(event);
        List<RoutingSlip.Line> lines =
                routed instanceof RouteOutcome.Routed(List<RoutingSlip.Line> named) ? named : List.of();
        StringBuilder test = new StringBuilder(
                "- test: %s\n".formatted(quoted("event %d, %s".formatted(stored.id(), stored.type()))));
        test.append("  source: ").append(quoted(event.source())).append('\n');
        if (!typeInBody(event)) {
            test.append("  type: ").append(quoted(event.type())).append('\n');
            if (event.group() != null) {
                test.append("  group: ").append(quoted(event.group())).append('\n');
            }
        }
        if (!event.headers().isEmpty()) {
            test.append("  headers:\n");
            new TreeMap<>(event.headers())
                    .forEach((name, value) -> test.append("    %s: %s\n".formatted(quoted(name), quoted(value))));
        }
        test.append("  event:\n").append(pretty(new String(event.body(), UTF_8)).indent(4));
        test.append("  expect:\n    destinations: ")
                .append(lines.stream().map(line -> quoted(line.name())).toList())
                .append('\n');
        for (RoutingSlip.Line line : lines) {
            FinishedAttempt attempt = candidate.handOver(event, line.destination(), line.part());
            if (attempt != null) {
                expectation(test, line.name(), attempt, event);
            }
        }
        return test.toString();
    }

    /** True if the body says its type as Covver's do. A test of any other event says it itself. */
    private static boolean typeInBody(Delivery.Event event) {
        try {
            return event.type().equals(JSON.readTree(event.body()).path("type").textValue());
        } catch (IOException e) {
            return false;
        }
    }

    private static void expectation(
            StringBuilder test, String destination, FinishedAttempt attempt, Delivery.Event event) {
        test.append("    ").append(quoted(destination)).append(":\n");
        String reason = String.valueOf(attempt.outcome().answer().reason());
        End end = End.of(attempt.outcome());
        if (end != End.DELIVERED) {
            test.append("      %s: %s\n".formatted(end.word(), quoted(reason)));
            return;
        }
        SentMessage sent = attempt.sent();
        String where = sent == null ? "" : sent.to().lines().findFirst().orElse("");
        String request = RequestLine.of(where);
        if (request != null) {
            test.append("      request: %s\n".formatted(quoted(request)));
        }
        byte[] body = sent == null ? null : sent.bodyOf(event.body());
        if (body != null && body.length > 0) {
            test.append("      body: ")
                    .append(pretty(new String(body, UTF_8)).indent(8).strip())
                    .append('\n');
        }
    }

    /** Returns JSON over several lines, which is YAML too; another text in quotes. */
    private static String pretty(String text) {
        try {
            return JSON.readTree(text).isContainerNode()
                    ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(text))
                    : quoted(text);
        } catch (JsonProcessingException e) {
            return quoted(text);
        }
    }

    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }
}
