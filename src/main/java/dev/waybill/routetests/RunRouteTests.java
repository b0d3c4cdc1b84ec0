package dev.waybill.routetests;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.candidate.FarEnd;
import dev.waybill.handover.Delivery;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.routetests.ReadRouteTests.RouteTests;
import dev.waybill.routetests.RouteTest.Destinations;
import dev.waybill.routetests.RouteTest.Expectation;
import dev.waybill.routetests.RouteTest.Expected;
import dev.waybill.routetests.RouteTest.Place;
import dev.waybill.routing.RouteOutcome;
import dev.waybill.routing.RoutingSlip;
import dev.waybill.sources.AllowedHeaders;
import dev.waybill.sources.EventParts;
import dev.waybill.webhook.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Runs tests through a candidate's routes and compares what becomes of each event. */
public final class RunRouteTests {

    private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");
    private static final long EVENT = 1;
    private static final Function<String, @Nullable String> NO_HEADERS = name -> null;

    /** One expectation that did not hold: its place, and the difference in words, which may have several lines. */
    public record Failure(Place at, String difference) {}

    /**
     * The result of one test.
     *
     * @param bodies the bodies that differ from a file of the bundle, by the file's path
     */
    public record Result(RouteTest test, List<Failure> failures, List<NewBody> bodies) {

        public boolean passed() {
            return failures.isEmpty();
        }
    }

    /** A body that a file of the bundle would hold after an update. */
    public record NewBody(String path, byte[] body) {}

    private final Candidate candidate;
    private final Bundle bundle;
    private final Function<String, EventParts> parts;

    /** @param parts the places of an event's parts, by source */
    RunRouteTests(Candidate candidate, Bundle bundle, Function<String, EventParts> parts) {
        this.candidate = candidate;
        this.bundle = bundle;
        this.parts = parts;
    }

    /**
     * Runs all tests of a bundle, one after the other.
     *
     * @param settings the settings of the sources
     * @throws dev.waybill.candidate.CandidateFault if Camel can't make one of its routes
     */
    public static List<Result> all(Bundle bundle, RouteTests tests, CandidateHub hub, Environment settings)
            throws InterruptedException {
        try (Candidate candidate = Candidate.of(bundle, hub.with(tests.environment()))) {
            RunRouteTests run = new RunRouteTests(candidate, bundle, source -> EventParts.in(settings, source));
            List<Result> results = new ArrayList<>();
            for (RouteTest test : tests.tests()) {
                results.add(run.run(test));
            }
            return results;
        }
    }

    Result run(RouteTest test) throws InterruptedException {
        List<Failure> failures = new ArrayList<>();
        List<NewBody> bodies = new ArrayList<>();
        Delivery.Event event = passesHeaders(test, failures) ? event(test, failures) : null;
        if (event != null) {
            candidate.answer(FarEnd.TAKES_ALL);
            RouteOutcome routed = candidate.route(event);
            if (routed instanceof RouteOutcome.Failed(String error)) {
                failures.add(new Failure(test.at(), "the route of the source failed: " + error));
            } else {
                List<RoutingSlip.Line> lines =
                        routed instanceof RouteOutcome.Routed(List<RoutingSlip.Line> named) ? named : List.of();
                destinations(test, lines, failures);
                for (Expectation expectation : test.expectations()) {
                    handOver(event, expectation, lines, failures, bodies);
                }
            }
        }
        return new Result(test, failures, bodies);
    }

    /** False if the hub would keep one of the test's headers from the routes. */
    private boolean passesHeaders(RouteTest test, List<Failure> failures) {
        for (Map.Entry<String, String> line : test.headers().entrySet()) {
            String header = line.getKey();
            if (!parts.apply(test.source()).passes(header)) {
                failures.add(new Failure(
                        test.at(),
                        "the header %s would not go on to routes: name it in waybill.sources.%s.allowed-headers"
                                .formatted(header, test.source())));
                return false;
            }
            if (!AllowedHeaders.isPlain(line.getValue())) {
                failures.add(new Failure(
                        test.at(),
                        "the header %s would not go on to routes: its value must be 1 to %d characters of plain ASCII"
                                .formatted(header, AllowedHeaders.LONGEST)));
                return false;
            }
        }
        return true;
    }

    private Delivery.@Nullable Event event(RouteTest test, List<Failure> failures) {
        if (test.type() != null) {
            return event(test.source(), test.group(), test.type(), test.event()).with(test.headers());
        }
        try {
            Envelope envelope = Envelope.read(test.event(), parts.apply(test.source()), NO_HEADERS);
            return event(test.source(), envelope.group(), envelope.type(), test.event())
                    .with(test.headers());
        } catch (RuntimeException e) { // Malformed, as the door would answer it
            failures.add(new Failure(
                    test.at(),
                    "the public port would refuse this event: %s. Give it a type: if a header holds it"
                            .formatted(e.getMessage())));
            return null;
        }
    }

    /** Returns an event with the id, key and time of all tests. */
    static Delivery.Event event(String source, @Nullable String group, String type, byte[] body) {
        return new Delivery.Event(EVENT, source, "test", group, type, RECEIVED, body);
    }

    private void destinations(RouteTest test, List<RoutingSlip.Line> lines, List<Failure> failures) {
        Destinations expected = test.destinations();
        if (expected == null) {
            return;
        }
        List<String> named = lines.stream().map(RoutingSlip.Line::name).sorted().toList();
        Expected<List<String>> all = expected.all();
        if (all != null && !all.value().stream().sorted().toList().equals(named)) {
            failures.add(new Failure(all.at(), "destinations: expected %s, was %s".formatted(all.value(), named)));
        }
        expected.with().stream()
                .filter(each -> !named.contains(each.value()))
                .map(each -> failure(each, "with %s, was %s", named))
                .forEach(failures::add);
        expected.without().stream()
                .filter(each -> named.contains(each.value()))
                .map(each -> failure(each, "without %s, was %s", named))
                .forEach(failures::add);
        expected.without().stream()
                .filter(each -> !candidate.takes(destination(each.value())))
                .map(each -> new Failure(
                        each.at(),
                        "destinations: no route begins with outbox:%s, so without it says nothing"
                                .formatted(destination(each.value()))))
                .forEach(failures::add);
    }

    /** Returns {@code erp} for {@code erp#lines}. */
    private static String destination(String name) {
        return name.replaceFirst("#.*", "");
    }

    private static Failure failure(Expected<String> expected, String sentence, List<String> named) {
        return new Failure(expected.at(), "destinations: expected " + sentence.formatted(expected.value(), named));
    }

    private void handOver(
            Delivery.Event event,
            Expectation expected,
            List<RoutingSlip.Line> lines,
            List<Failure> failures,
            List<NewBody> bodies)
            throws InterruptedException {
        RoutingSlip.Line line = lines.stream()
                .filter(each -> each.name().equals(expected.destination()))
                .findFirst()
                .orElse(null);
        if (line == null) {
            failures.add(new Failure(expected.at(), "the event does not go to %s".formatted(expected.destination())));
            return;
        }
        candidate.answer(FarEnd.of(expected.answer(), expected.answerBody()));
        FinishedAttempt attempt = candidate.handOver(event, line.destination(), line.part());
        if (attempt == null) {
            failures.add(new Failure(expected.at(), "no route begins with outbox:%s".formatted(line.destination())));
            return;
        }
        CompareAttempt compare = new CompareAttempt(bundle, event, expected, failures, bodies);
        compare.end(attempt.outcome());
        compare.sent(attempt.sent());
    }
}
