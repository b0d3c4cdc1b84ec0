package dev.waybill.accounts;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Where refusals are written down. */
public interface RefusalTrail {

    /**
     * Somebody was refused.
     *
     * @param who null for a stranger
     * @param asked for what, such as {@code POST /api/deliveries/17/skip}
     * @param why in a few words
     */
    void refused(@Nullable String who, String address, String asked, String why);

    /** The command that a request asks for. A form of the pages has several buttons: {@code verb} is the one that was pressed. */
    static String asked(HttpServletRequest request) {
        String verb = request.getRequestURI().startsWith("/console/") ? request.getParameter("verb") : null;
        return request.getMethod() + " " + request.getRequestURI() + (verb == null ? "" : "?verb=" + verb);
    }
}
