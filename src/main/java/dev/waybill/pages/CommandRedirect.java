package dev.waybill.pages;

import dev.waybill.accounts.Caller;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.signin.DenialReason;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Turns the result of a form's command into a redirect and the message on the next page. */
public final class CommandRedirect {

    private static final int LONGEST_REASON = 2000;

    private CommandRedirect() {}

    /** Returns the reading of a body as an audited command, by name and address; it needs no reason. */
    public static Command reads(HttpServletRequest request) {
        String how = request.getRequestURI() + ("received".equals(request.getParameter("as")) ? "?as=received" : "");
        return new Command(String.valueOf(request.getRemoteUser()), how, request.getRemoteAddr());
    }

    /**
     * Returns the command with its reason.
     *
     * @throws InvalidInput without a reason
     */
    public static Command command(Principal who, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
            throw new InvalidInput(
                    "A command needs a reason of up to %d characters; the audit records it.".formatted(LONGEST_REASON));
        }
        return new Command(who.getName(), reason.strip(), Caller.address());
    }

    /**
     * Redirects with the result's message.
     *
     * @param page the page where the browser goes next
     * @param absent the message if the thing does not exist
     */
    public static String of(CommandResult result, String page, String absent, RedirectAttributes next) {
        switch (result) {
            case CommandResult.Done(long id, String sentence) -> done(next, sentence);
            case CommandResult.Applied(String sentence) -> done(next, sentence);
            case CommandResult.NotFound() -> throw new NotFound(absent);
            case CommandResult.NotPossible(String sentence) -> not(next, sentence);
            case CommandResult.Unavailable(String sentence) -> not(next, sentence);
            case CommandResult.NeedsConfirmation(String sentence) -> {
                not(next, sentence);
                next.addFlashAttribute("confirm", true);
            }
        }
        return "redirect:" + page;
    }

    public static void done(RedirectAttributes next, String sentence) {
        next.addFlashAttribute("done", sentence);
    }

    public static void not(RedirectAttributes next, String sentence) {
        next.addFlashAttribute("refused", sentence);
        if (RequestContextHolder.getRequestAttributes() instanceof RequestAttributes request) {
            request.setAttribute(DenialReason.TOLD, sentence, RequestAttributes.SCOPE_REQUEST);
        }
    }
}
