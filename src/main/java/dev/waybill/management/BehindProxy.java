package dev.waybill.management;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Takes the caller's address and scheme from {@code X-Forwarded-For} and {@code X-Forwarded-Proto} if a trusted proxy
 * sent them. Tomcat's own valve does the same, but knows no ranges of addresses.
 */
final class BehindProxy extends ValveBase {

    private static final int HTTPS = 443;

    private final TrustedProxies trusted;

    BehindProxy(TrustedProxies trusted) {
        super(true);
        this.trusted = trusted;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String peer = request.getRemoteAddr();
        if (peer != null && trusted.contains(peer)) {
            String caller = trusted.caller(peer, values(request, "X-Forwarded-For"));
            request.setRemoteAddr(caller);
            request.setRemoteHost(caller);
            List<String> schemes = values(request, "X-Forwarded-Proto");
            if (!schemes.isEmpty() && schemes.stream().allMatch("https"::equalsIgnoreCase)) {
                secure(request);
            }
        }
        getNext().invoke(request, response);
    }

    private static void secure(Request request) {
        request.setSecure(true);
        request.getCoyoteRequest().scheme().setString("https");
        String host = request.getHeader("Host");
        if (host == null || !host.matches(".*:\\d+$")) {
            request.setServerPort(HTTPS);
        }
    }

    private static List<String> values(Request request, String header) {
        Stream<String> lines = Collections.list(request.getHeaders(header)).stream();
        return lines.flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
