package dev.waybill.api;

import dev.waybill.operator.Command;
import dev.waybill.quarantine.BulkRelease.Filter;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sends to have much released from quarantine.
 *
 * @param reason why
 * @param ring VERIFIED or UNVERIFIED
 * @param source whose webhooks
 * @param reasonContains part of the reason why they were refused; absent is any
 * @param after only ids above this one, to go on behind what stays refused
 */
record ReleaseBody(
        @Nullable String reason,
        @Nullable String ring,
        @Nullable String source,
        @Nullable String reasonContains,
        long after) {

    Command command(Principal who) {
        return CommandBody.command(who, reason);
    }

    Filter filter() {
        String whose = RequestChecks.text("source", source);
        if (ring == null || whose == null) {
            throw ApiResponses.badRequest("A release of many needs \"ring\" and \"source\"");
        }
        return new Filter(RequestChecks.ring(ring), whose, RequestChecks.text("reasonContains", reasonContains), after);
    }
}
