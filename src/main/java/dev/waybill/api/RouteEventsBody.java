package dev.waybill.api;

import dev.waybill.operator.Command;
import dev.waybill.reroute.BulkReroute.Filter;
import dev.waybill.reroute.BulkReroute.Stuck;
import java.security.Principal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of a command that routes many events again.
 *
 * @param reason the reason for the audit
 * @param state FAILED or UNROUTED
 * @param source the events' source; null for any
 * @param type the events' type; null for any
 */
record RouteEventsBody(
        @Nullable String reason,
        @Nullable String state,
        @Nullable String source,
        @Nullable String type) {

    Command command(Principal who) {
        return CommandBody.command(who, reason);
    }

    Filter filter() {
        Stuck stuck = Arrays.stream(Stuck.values())
                .filter(known -> known.name().equals(state))
                .findFirst()
                .orElseThrow(() -> ApiResponses.badRequest("\"state\" must be FAILED or UNROUTED"));
        return new Filter(stuck, RequestChecks.text("source", source), RequestChecks.text("type", type));
    }
}
