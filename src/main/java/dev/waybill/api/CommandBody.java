package dev.waybill.api;

import dev.waybill.accounts.Caller;
import dev.waybill.operator.Command;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The body of a command from an operator, whose name comes from the token.
 *
 * @param reason the reason for the audit
 * @param confirm true if a second effect at the destination is wanted
 */
record CommandBody(@Nullable String reason, boolean confirm) {

    Command command(Principal who) {
        return command(who, reason);
    }

    /** Returns the reading of a body as an audited command, by name and address; it needs no reason. */
    static Command reads(HttpServletRequest request) {
        String how = request.getRequestURI() + ("received".equals(request.getParameter("as")) ? "?as=received" : "");
        return new Command(String.valueOf(request.getRemoteUser()), how, request.getRemoteAddr());
    }

    static Command command(Principal who, @Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw ApiResponses.badRequest("A command needs a \"reason\"; the audit records it");
        }
        if (reason.length() > 2000 || reason.indexOf('\0') >= 0) {
            throw ApiResponses.badRequest("\"reason\" takes up to 2000 characters, without U+0000");
        }
        return new Command(who.getName(), reason.strip(), Caller.address());
    }
}
