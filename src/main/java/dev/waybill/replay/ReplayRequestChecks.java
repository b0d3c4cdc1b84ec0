package dev.waybill.replay;

import dev.waybill.handover.DeliveryState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks a request, and describes its faults for the operator. */
final class ReplayRequestChecks {

    private static final Set<String> STATES =
            Arrays.stream(DeliveryState.values()).map(Enum::name).collect(Collectors.toSet());
    /** The limits of time: every event was accepted in between; PostgreSQL and Java disagree about times beyond. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private ReplayRequestChecks() {}

    /**
     * Returns the first fault.
     *
     * @param routed the known destinations; true if a route consumes them
     */
    static Optional<String> complaint(ReplayRequest request, Map<String, Boolean> routed) {
        return Stream.of(
                        destination(request, routed),
                        target(request, routed),
                        type(request.type()),
                        time(request),
                        states(request.states()),
                        perSecond(request.perSecond()),
                        revision(request.revision()),
                        deadAlone(request))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<String> perSecond(int perSecond) {
        return unless(
                perSecond >= 1 && perSecond <= ReplayJobs.MOST_PER_SECOND,
                "perSecond is %d; it takes 1 to %d".formatted(perSecond, ReplayJobs.MOST_PER_SECOND));
    }

    private static Optional<String> destination(ReplayRequest request, Map<String, Boolean> routed) {
        return unless(routed.containsKey(request.destination()), "There is no destination " + request.destination());
    }

    private static Optional<String> target(ReplayRequest request, Map<String, Boolean> routed) {
        boolean elsewhere = !request.target().equals(request.destination());
        return unless(
                !elsewhere || routed.getOrDefault(request.target(), false),
                "The target %s has no route on this hub that would deliver to it".formatted(request.target()));
    }

    private static Optional<String> type(@Nullable String type) {
        return unless(
                type == null || type.length() <= 1000 && type.indexOf('\0') < 0,
                "type takes up to 1000 characters, without U+0000");
    }

    private static Optional<String> time(ReplayRequest request) {
        Instant from = request.from() == null ? EARLIEST : request.from();
        Instant to = request.to() == null ? LATEST : request.to();
        if (from.isBefore(EARLIEST) || to.isAfter(LATEST)) {
            return Optional.of("from and to lie within the years 1 to 9999");
        }
        return unless(from.isBefore(to), "from is not before to: nothing lies between " + from + " and " + to);
    }

    private static Optional<String> states(Set<String> states) {
        return unless(
                !states.isEmpty() && STATES.containsAll(states),
                "states takes one or more of PENDING, DEAD, DELIVERED, SKIPPED");
    }

    private static Optional<String> revision(@Nullable Integer revision) {
        return unless(revision == null || revision > 0, "revision is %d; revisions begin with 1".formatted(revision));
    }

    private static Optional<String> deadAlone(ReplayRequest request) {
        boolean dead = request.states().equals(ReplayRequest.DEFAULT_STATES);
        boolean here = request.target().equals(request.destination());
        String error = request.error();
        return unless(
                        request.verb() == JobAction.REPLAY || dead && here,
                        "Only DEAD deliveries can be skipped, and only at their own destination")
                .or(() -> unless(
                        error == null || dead && here,
                        "Only DEAD deliveries can be selected by their error, and only for their own destination"))
                .or(() -> unless(
                        error == null || error.length() <= 400 && error.indexOf('\0') < 0,
                        "error takes up to 400 characters, without U+0000"));
    }

    private static Optional<String> unless(boolean right, String complaint) {
        return right ? Optional.empty() : Optional.of(complaint);
    }
}
