package dev.waybill.api;

import dev.waybill.operator.CommandResult;
import dev.waybill.quarantine.QuarantineCommands;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The body of a command that discards many webhooks in quarantine.
 *
 * @param reason the reason for the audit
 * @param ring VERIFIED or UNVERIFIED
 * @param source the source of the webhooks
 * @param upTo the highest id that was looked at; later ones stay
 */
record DiscardBody(
        @Nullable String reason,
        @Nullable String ring,
        @Nullable String source,
        @Nullable Long upTo) {

    CommandResult discard(QuarantineCommands commands, Principal who) {
        String whose = RequestChecks.text("source", source);
        if (ring == null || whose == null || upTo == null) {
            throw ApiResponses.badRequest("A bulk discard needs \"ring\", \"source\" and \"upTo\"");
        }
        return commands.discardAll(RequestChecks.ring(ring), whose, upTo, CommandBody.command(who, reason));
    }
}
