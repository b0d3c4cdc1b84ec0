package dev.waybill.accounts;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Records refusals. */
public interface RefusalTrail {

    /**
     * Records one refusal.
     *
     * @param who the user's name; null for an unauthenticated client
     * @param asked the request, such as {@code POST /api/deliveries/17/skip}
     * @param why the reason in a few words
     */
    void refused(@Nullable String who, String address, String asked, String why);

    /**
     * Returns the command that a request asks for. A form of the pages has several buttons; {@code verb} is the one
     * pressed.
     */
    static String asked(HttpServletRequest request) {
        String verb = request.getRequestURI().startsWith("/console/") ? request.getParameter("verb") : null;
        return request.getMethod() + " " + request.getRequestURI() + (verb == null ? "" : "?verb=" + verb);
    }
}
