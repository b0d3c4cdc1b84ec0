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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one event through both bundles and compares each hand-over. */
final class CompareEvent {

    /** A comparison at one destination; the difference is empty if there is none. */
    record Compared(String destination, Kind kind, String difference) {}

    private static final String ROUTING = "(routing)";

    private final Candidate live;
    private final Candidate candidate;

    CompareEvent(Candidate live, Candidate candidate) {
        this.live = live;
        this.candidate = candidate;
    }

    List<Compared> of(Delivery.Event event) throws InterruptedException {
        RouteOutcome before = live.route(event);
        RouteOutcome after = candidate.route(event);
        List<Compared> all = new ArrayList<>();
        String failure = failure(after);
        if (failure != null && !failure.equals(failure(before))) {
            all.add(new Compared(ROUTING, Kind.REFUSED, "The route of the source fails: " + failure));
        }
        Set<RoutingSlip.Line> named = new LinkedHashSet<>(lines(before));
        named.addAll(lines(after));
        List<String> seen = new ArrayList<>();
        for (RoutingSlip.Line line : named) {
            String name = line.part().isEmpty() ? line.destination() : line.destination() + "#" + line.part();
            if (!seen.contains(name)) { // one that only changes its order is the same hand-over
                seen.add(name);
                all.add(compare(event, line, name, names(before, line), names(after, line)));
            }
        }
        return all;
    }

    private Compared compare(Delivery.Event event, RoutingSlip.Line line, String name, boolean was, boolean is)
            throws InterruptedException {
        FinishedAttempt before = was ? live.handOver(event, line.destination(), line.part()) : null;
        FinishedAttempt after = is ? candidate.handOver(event, line.destination(), line.part()) : null;
        if (after == null) {
            return new Compared(name, Kind.NO_LONGER, before == null ? "" : described(before, event));
        }
        if (isRefused(after) && (before == null || !isRefused(before))) {
            return new Compared(name, Kind.REFUSED, end(after));
        }
        if (before == null) {
            return new Compared(name, Kind.NEW, described(after, event));
        }
        String difference = difference(before, after, event);
        return new Compared(name, difference.isEmpty() ? Kind.SAME : Kind.CHANGED, difference);
    }

    private static String difference(FinishedAttempt before, FinishedAttempt after, Delivery.Event event) {
        List<String> parts = new ArrayList<>();
        if (!end(before).equals(end(after))) {
            parts.add("outcome: %s -> %s".formatted(end(before), end(after)));
        }
        String heads = Differences.ofTexts(heads(before.sent()), heads(after.sent()));
        if (!heads.isEmpty()) {
            parts.add(heads);
        }
        String bodies = Differences.between(body(before.sent(), event), body(after.sent(), event));
        if (!bodies.isEmpty()) {
            parts.add(bodies);
        }
        return String.join("\n", parts);
    }

    private static String described(FinishedAttempt attempt, Delivery.Event event) {
        return "%s\n%s\n\n%s".formatted(end(attempt), heads(attempt.sent()), body(attempt.sent(), event));
    }

    private static boolean isRefused(FinishedAttempt attempt) {
        return !(attempt.outcome() instanceof Outcome.Delivered);
    }

    private static String end(FinishedAttempt attempt) {
        String reason = attempt.outcome().answer().reason();
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

    /** Returns the body that went out; an unchanged one is the event's own. */
    private static String body(@Nullable SentMessage sent, Delivery.Event event) {
        if (sent == null || sent.bytes() == null) {
            return "";
        }
        return new String(sent.body() == null ? event.body() : sent.body(), UTF_8);
    }

    private static @Nullable String failure(RouteOutcome outcome) {
        return outcome instanceof RouteOutcome.Failed(String error) ? error : null;
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
