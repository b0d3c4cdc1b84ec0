package dev.waybill.api;

import dev.waybill.operator.Command;
import dev.waybill.replay.JobAction;
import dev.waybill.replay.ReplayRequest;
import java.security.Principal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that previews a replay.
 *
 * @param from the begin in ISO 8601 with an offset, such as {@code 2026-11-21T08:00:00Z}
 * @param verb the action; null for REPLAY
 * @param error the kind of error of DEAD deliveries, as the dead letters are grouped; null for any
 * @param target the destination to deliver to; null for the original one
 * @param revision the revision through which the deliveries went out; null for any
 */
record ReplayBody(
        @Nullable String reason,
        @Nullable String destination,
        @Nullable String type,
        @Nullable String from,
        @Nullable String to,
        @Nullable List<String> states,
        @Nullable String target,
        @Nullable Integer perSecond,
        @Nullable JobAction verb,
        @Nullable String error,
        @Nullable Integer revision) {

    Command command(Principal who) {
        return CommandBody.command(who, reason);
    }

    ReplayRequest request() {
        if (destination == null) {
            throw ApiResponses.badRequest("A replay needs a \"destination\"");
        }
        if (states != null && states.contains(null)) {
            throw ApiResponses.badRequest("states must not contain null");
        }
        return new ReplayRequest(
                destination,
                type,
                time("from", from),
                time("to", to),
                states == null ? ReplayRequest.DEFAULT_STATES : Set.copyOf(states),
                target == null ? destination : target,
                perSecond == null ? ReplayRequest.DEFAULT_PER_SECOND : perSecond,
                verb == null ? JobAction.REPLAY : verb,
                error,
                revision);
    }

    private static @Nullable Instant time(String name, @Nullable String value) {
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw ApiResponses.badRequest(name + " is no time with an offset, such as 2026-11-21T08:00:00Z");
        }
    }
}
