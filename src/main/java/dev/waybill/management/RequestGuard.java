package dev.waybill.management;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Decides which requests the management port takes. Loopback is no authentication. Any page in the operator's browser
 * can send requests there. A foreign page can also point a name of its own at that address.
 */
final class RequestGuard {

    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final Set<String> HEALTH =
            Set.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.\\d{1,3}){3}");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final List<String> allowedHosts;

    RequestGuard(List<String> allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    /** Returns the refusal; null lets the request in. */
    @Nullable
    Refusal refusal(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (asksForHealth(request)) {
            return null;
        }
        if (host == null || !knows(request)) {
            return new Refusal(
                    421,
                    "Unknown host",
                    "Call the management port by a loopback name, its own address or a host of"
                            + " waybill.console.allowed-hosts");
        }
        if (SAFE.contains(request.getMethod())) {
            return null;
        }
        if (!fromOurOwnPages(request, host)) {
            return new Refusal(403, "Foreign origin", "Only pages of this hub may send commands");
        }
        if (!json(request.getContentType()) && !formOfAPage(request)) {
            return new Refusal(415, "Not JSON", "Send commands with the content type application/json");
        }
        return null;
    }

    /**
     * True if the request uses one of the hub's host names, or the very address that it has reached. A foreign page can
     * point its own name at this hub, but not an address.
     */
    boolean knows(HttpServletRequest request) {
        String host = String.valueOf(request.getHeader(HttpHeaders.HOST));
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        return LOOPBACK.matcher(name).matches()
                || allowedHosts.contains(name)
                || ADDRESS.matcher(name).matches() && sameAddress(name, request.getLocalAddr());
    }

    /** @param address an IP address, not a name, so that no DNS is queried */
    private static boolean sameAddress(String address, String ours) {
        try {
            return InetAddress.getByName(address).equals(InetAddress.getByName(ours));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** True for a health check. A load balancer calls the hub by any name it knows, and learns nothing but a status. */
    private static boolean asksForHealth(HttpServletRequest request) {
        return SAFE.contains(request.getMethod()) && HEALTH.contains(request.getRequestURI());
    }

    /** True unless a browser names another origin. Other programs name none, and have no operator to deceive. */
    private static boolean fromOurOwnPages(HttpServletRequest request, String host) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String site = request.getHeader("Sec-Fetch-Site");
        boolean ownOrigin = origin == null
                || origin.equalsIgnoreCase("http://" + host)
                || origin.equalsIgnoreCase("https://" + host);
        return ownOrigin && (site == null || site.equals("same-origin"));
    }

    /**
     * True for a form of the hub's pages. Each form carries a token of its session, which another site does not know.
     */
    private static boolean formOfAPage(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/console/")
                && is(MediaType.APPLICATION_FORM_URLENCODED, request.getContentType());
    }

    /** True for JSON. Forms, and scripts without a preflight request, can't send JSON to another site. */
    private static boolean json(@Nullable String contentType) {
        return is(MediaType.APPLICATION_JSON, contentType);
    }

    private static boolean is(MediaType type, @Nullable String contentType) {
        try {
            return contentType != null && type.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
