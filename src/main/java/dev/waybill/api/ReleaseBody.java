package dev.waybill.api;

import dev.waybill.operator.Command;
import dev.waybill.quarantine.BulkRelease.Filter;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The body of a command that releases many webhooks from quarantine.
 *
 * @param reason the reason for the audit
 * @param ring VERIFIED or UNVERIFIED
 * @param source the source of the webhooks
 * @param reasonContains a part of the reason why they were refused; null for any
 * @param after the id above which to begin, to go on behind webhooks that stay refused
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
            throw ApiResponses.badRequest("A bulk release needs \"ring\" and \"source\"");
        }
        return new Filter(RequestChecks.ring(ring), whose, RequestChecks.text("reasonContains", reasonContains), after);
    }
}
