package dev.waybill.routetests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Differences;
import dev.waybill.handover.Delivery;
import dev.waybill.handover.Outcome;
import dev.waybill.handover.SentMessage;
import dev.waybill.routetests.RouteTest.End;
import dev.waybill.routetests.RouteTest.Expectation;
import dev.waybill.routetests.RouteTest.Expected;
import dev.waybill.routetests.RouteTest.Header;
import dev.waybill.routetests.RunRouteTests.Failure;
import dev.waybill.routetests.RunRouteTests.NewBody;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares one attempt with its expectation, and adds each difference to the failures. */
final class CompareAttempt {

    private final Bundle bundle;
    private final Delivery.Event event;
    private final Expectation expected;
    private final List<Failure> failures;
    private final List<NewBody> bodies;

    CompareAttempt(
            Bundle bundle, Delivery.Event event, Expectation expected, List<Failure> failures, List<NewBody> bodies) {
        this.bundle = bundle;
        this.event = event;
        this.expected = expected;
        this.failures = failures;
        this.bodies = bodies;
    }

    void end(Outcome outcome) {
        End end = End.of(outcome);
        String reason = outcome.answer().reason();
        if (end != expected.end().value()) {
            failures.add(new Failure(
                    expected.end().at(),
                    "outcome: expected %s, was %s%s"
                            .formatted(
                                    expected.end().value().word(), end.word(), reason == null ? "" : ": " + reason)));
        } else if (expected.reason() != null && !matches(expected.reason().value(), String.valueOf(reason))) {
            failures.add(new Failure(
                    expected.reason().at(),
                    "reason: expected %s, was %s".formatted(expected.reason().value(), reason)));
        }
    }

    void sent(@Nullable SentMessage sent) {
        List<String> lines = sent == null ? List.of() : sent.to().lines().toList();
        String where = lines.isEmpty() ? "nothing" : lines.getFirst();
        request(where);
        if (expected.file() != null) {
            String name = where.substring(where.lastIndexOf('/') + 1);
            if (!matches(expected.file().value(), name)) {
                failures.add(new Failure(
                        expected.file().at(),
                        "file: expected %s, was %s".formatted(expected.file().value(), name)));
            }
        }
        for (Expected<Header> header : expected.headers()) {
            String start = header.value().name().toLowerCase(Locale.ROOT) + ": ";
            String value = lines.stream()
                    .skip(1)
                    .filter(each -> each.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(each -> each.substring(start.length()))
                    .findFirst()
                    .orElse("not there");
            if (!matches(header.value().value(), value)) {
                failures.add(new Failure(
                        header.at(),
                        "%s: expected %s, was %s"
                                .formatted(header.value().name(), header.value().value(), value)));
            }
        }
        body(sent == null ? null : sent.bodyOf(event.body()));
    }

    private void body(byte @Nullable [] body) {
        String text = body == null ? "" : new String(body, UTF_8);
        if (expected.body() != null) {
            Differences.ofMembers(expected.body().value(), text)
                    .forEach(each -> failures.add(new Failure(expected.body().at(), each)));
        }
        for (Expected<String> part : expected.contains()) {
            if (!text.contains(part.value())) {
                failures.add(
                        new Failure(part.at(), "body: does not contain \"%s\":\n%s".formatted(part.value(), text)));
            }
        }
        Expected<String> file = expected.bodyFile();
        if (file == null) {
            return;
        }
        if (body == null) {
            failures.add(new Failure(file.at(), "body-file %s: no body went out".formatted(file.value())));
        } else {
            byte[] whole = bundle.file(file.value());
            String difference = whole == null
                    ? "the bundle has no file " + file.value()
                    : Differences.ofTexts(new String(whole, UTF_8), text);
            if (!difference.isEmpty()) {
                failures.add(new Failure(file.at(), "body-file %s:\n%s".formatted(file.value(), difference)));
                bodies.add(new NewBody(file.value(), body));
            }
        }
    }

    /** Compares method and path, or the whole address if the test names it. */
    private void request(String where) {
        Expected<String> request = expected.request();
        if (request == null) {
            return;
        }
        String line = request.value().contains("://") ? null : RequestLine.of(where);
        String actual = line == null ? where : line;
        if (!request.value().equals(actual)) {
            failures.add(new Failure(request.at(), "request: expected %s, was %s".formatted(request.value(), actual)));
        }
    }

    /** True if the text matches a pattern in which * stands for any text. */
    private static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
