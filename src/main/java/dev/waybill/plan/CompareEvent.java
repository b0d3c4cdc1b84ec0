package dev.waybill.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.Differences;
import dev.waybill.handover.Delivery;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.Outcome;
import dev.waybill.handover.SentMessage;
import dev.waybill.plan.PlanResult.Kind;
import dev.waybill.routing.RouteOutcome;
import dev.waybill.routing.RoutingSlip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs one event through both bundles and compares each hand-over. Routes that are made of the same files need no run. */
final class CompareEvent {

    /** A comparison at one destination; the difference is empty if there is none. It takes time only if it is read. */
    record Compared(String destination, Kind kind, Supplier<String> difference) {}

    private static final Pattern EXCHANGE = Pattern.compile("Exchange\\[[^\\]]*]");
    private static final byte[] NOTHING = {};

    private static final String ROUTING = "(routing)";

    private final Candidate live;
    private final Candidate candidate;
    private final Set<String> same;

    CompareEvent(Candidate live, Candidate candidate) {
        this.live = live;
        this.candidate = candidate;
        this.same = live.same(candidate);
    }

    List<Compared> of(Delivery.Event event) throws InterruptedException {
        RouteOutcome before = live.route(event);
        RouteOutcome after = same.contains("inbox:" + event.source()) ? before : candidate.route(event);
        List<Compared> all = new ArrayList<>();
        String failure = failure(after);
        if (failure != null && !failure.equals(failure(before))) {
            all.add(new Compared(ROUTING, Kind.REFUSED, () -> "The route of the source fails: " + failure));
        }
        Set<RoutingSlip.Line> named = new LinkedHashSet<>(lines(before));
        named.addAll(lines(after));
        List<String> seen = new ArrayList<>();
        for (RoutingSlip.Line line : named) {
            String name = line.name();
            if (!seen.contains(name)) { // one that only changes its order is the same hand-over
                seen.add(name);
                all.add(compare(event, line, name, names(before, line), names(after, line)));
            }
        }
        return all;
    }

    private Compared compare(Delivery.Event event, RoutingSlip.Line line, String name, boolean was, boolean is)
            throws InterruptedException {
        if (was && is && same.contains("outbox:" + line.destination())) {
            return new Compared(name, Kind.SAME, () -> "");
        }
        FinishedAttempt before = was ? live.handOver(event, line.destination(), line.part()) : null;
        FinishedAttempt after = is ? candidate.handOver(event, line.destination(), line.part()) : null;
        if (!is) {
            return new Compared(name, Kind.NO_LONGER, () -> before == null ? "" : described(before, event));
        }
        if (after == null) {
            return was && before == null
                    ? new Compared(name, Kind.SAME, () -> "")
                    : new Compared(name, Kind.REFUSED, () -> "no route begins with outbox:" + line.destination());
        }
        if (isRefused(after) && (before == null || !isRefused(before))) {
            return new Compared(name, Kind.REFUSED, () -> end(after));
        }
        if (before == null) {
            return new Compared(name, Kind.NEW, () -> described(after, event));
        }
        return isSame(before, after, event)
                ? new Compared(name, Kind.SAME, () -> "")
                : new Compared(name, Kind.CHANGED, () -> difference(before, after, event));
    }

    private static boolean isSame(FinishedAttempt before, FinishedAttempt after, Delivery.Event event) {
        return end(before).equals(end(after))
                && heads(before.sent()).equals(heads(after.sent()))
                && length(before.sent()) == length(after.sent())
                && Arrays.equals(body(before.sent(), event), body(after.sent(), event));
    }

    private static String difference(FinishedAttempt before, FinishedAttempt after, Delivery.Event event) {
        List<String> parts = new ArrayList<>();
        if (!end(before).equals(end(after))) {
            parts.add("outcome: %s -> %s".formatted(end(before), end(after)));
        }
        if (!heads(before.sent()).equals(heads(after.sent()))) {
            parts.add(Differences.ofTexts(heads(before.sent()), heads(after.sent())));
        }
        byte[] one = body(before.sent(), event);
        byte[] other = body(after.sent(), event);
        if (!Arrays.equals(one, other)) {
            parts.add(ofBodies(new String(one, UTF_8), new String(other, UTF_8)));
        } else if (length(before.sent()) != length(after.sent())) {
            parts.add("the body has %d instead of %d bytes".formatted(length(after.sent()), length(before.sent())));
        }
        return String.join("\n", parts);
    }

    /** Says how two bodies differ whose bytes do. */
    private static String ofBodies(String before, String after) {
        String difference = Differences.between(before, after);
        if (!difference.isEmpty()) {
            return difference;
        }
        if (before.equals(after)) {
            return "other bytes that are no UTF-8";
        }
        return ends(before).equals(ends(after)) ? "only line ends differ" : "the same members, written differently";
    }

    private static String ends(String text) {
        return text.replace("\r", "").stripTrailing();
    }

    private static String described(FinishedAttempt attempt, Delivery.Event event) {
        return "%s\n%s\n\n%s"
                .formatted(end(attempt), heads(attempt.sent()), new String(body(attempt.sent(), event), UTF_8));
    }

    private static boolean isRefused(FinishedAttempt attempt) {
        return !(attempt.outcome() instanceof Outcome.Delivered);
    }

    private static String end(FinishedAttempt attempt) {
        String reason = withoutId(String.valueOf(attempt.outcome().answer().reason()));
        return switch (attempt.outcome()) {
            case Outcome.Delivered delivered -> "delivered";
            case Outcome.TryAgain again -> "again: " + reason;
            case Outcome.GivenUp refused -> "refused: " + reason;
            case Outcome.Broken broken -> "the mapping fails: " + reason;
        };
    }

    private static String heads(@Nullable SentMessage sent) {
        return sent == null ? "nothing" : sent.to();
    }

    private static byte[] body(@Nullable SentMessage sent, Delivery.Event event) {
        byte[] body = sent == null ? null : sent.bodyOf(event.body());
        return body == null ? NOTHING : body;
    }

    private static long length(@Nullable SentMessage sent) {
        return sent == null || sent.bytes() == null ? 0 : sent.bytes();
    }

    private static @Nullable String failure(RouteOutcome outcome) {
        return outcome instanceof RouteOutcome.Failed(String error) ? withoutId(error) : null;
    }

    /** The id of an exchange is another one each time. */
    private static String withoutId(String error) {
        return EXCHANGE.matcher(error).replaceAll("Exchange");
    }

    private static List<RoutingSlip.Line> lines(RouteOutcome outcome) {
        return outcome instanceof RouteOutcome.Routed(List<RoutingSlip.Line> lines) ? lines : List.of();
    }

    private static boolean names(RouteOutcome outcome, RoutingSlip.Line line) {
        return lines(outcome).stream()
                .anyMatch(each -> each.destination().equals(line.destination())
                        && each.part().equals(line.part()));
    }
}
