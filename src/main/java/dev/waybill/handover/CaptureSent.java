package dev.waybill.handover;

import dev.waybill.wire.WireMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures an outgoing message for operators: its address, the headers of a fixed list, and the beginning of its body.
 * No other header is kept, so no credentials are; a token added by the client was never on the message. Capturing runs
 * for every attempt, so it must be cheap. It searches no patterns, and copies the kept bytes once, unless they are the
 * event's own body.
 */
public final class CaptureSent {

    /** The plain text of a mail beside its HTML; camel-mail removes the header. */
    private static final String MAIL_TEXT = "CamelMailAlternativeBody";

    private static final List<String> ADDRESSES = List.of("CamelHttpUri", "CamelHttpPath");

    private static final List<String> HEADERS = List.of(
            "CamelHttpMethod",
            "CamelFileName",
            "Content-Type",
            "Idempotency-Key",
            "From",
            "To",
            "Cc",
            "Bcc",
            "Subject",
            "Message-ID");

    private static final String METHOD = "httpMethod=";
    private static final Logger LOG = LoggerFactory.getLogger(CaptureSent.class);

    private final int most;

    /** @param most the limit of kept body bytes; 0 keeps nothing, not even the address */
    public CaptureSent(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    boolean off() {
        return most == 0;
    }

    /**
     * Captures the message and never fails: an unreadable part is left out.
     *
     * @param received the event's body, which is not copied if it is sent unchanged
     */
    SentMessage of(Endpoint endpoint, Exchange exchange, byte[] received) {
        Message message = exchange.getMessage();
        StringBuilder to = new StringBuilder(256);
        String uri = endpoint.getEndpointUri();
        String method = method(uri);
        if (method != null) {
            WireMessage.append(to, method + " ");
        }
        WireMessage.append(to, address(uri));
        for (String name : ADDRESSES) {
            header(to, name, message.getHeader(name), true);
        }
        for (String name : HEADERS) {
            header(to, name, message.getHeader(name), false);
        }
        BodyPrefix text = first(message.getHeader(MAIL_TEXT), exchange);
        byte[] mailText = text == null ? null : text.bytes();
        Object body = message.getBody();
        if (body instanceof byte[] bytes && Arrays.equals(bytes, received)) {
            return new SentMessage(to.toString(), null, mailText, (long) received.length);
        }
        BodyPrefix first = first(body, exchange);
        if (first == null && body != null) {
            WireMessage.append(
                    to.append("\n"),
                    "(not kept: the body is a " + body.getClass().getName() + ")");
        }
        return new SentMessage(
                to.toString(), first == null ? null : first.bytes(), mailText, first == null ? null : first.whole());
    }

    private @Nullable BodyPrefix first(@Nullable Object body, Exchange exchange) {
        try {
            return body == null ? null : BodyPrefix.of(body, most, exchange);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The outgoing body could not be copied, so it is not kept", e);
            return null;
        }
    }

    /** Returns the HTTP method in the endpoint's options; null without one. */
    static @Nullable String method(String uri) {
        int before = uri.indexOf('?');
        while (before >= 0 && !uri.startsWith(METHOD, before + 1)) {
            before = uri.indexOf('&', before + 1);
        }
        if (before < 0) {
            return null;
        }
        int begin = before + 1 + METHOD.length();
        int end = uri.indexOf('&', begin);
        return uri.substring(begin, end < 0 ? uri.length() : end);
    }

    private static void header(StringBuilder to, String name, @Nullable Object value, boolean address) {
        if (value instanceof CharSequence || value instanceof Number || value instanceof Enum<?>) {
            to.append('\n').append(name).append(": ");
            WireMessage.append(to, address ? address(value.toString()) : value.toString());
        }
    }

    /**
     * Returns the URI without query, user and password. Text before an @ counts as the user. Showing too little of a
     * path is better than showing a password that contains a slash.
     */
    private static String address(String uri) {
        int query = uri.indexOf('?');
        String address = query < 0 ? uri : uri.substring(0, query);
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return address;
        }
        int slashes = address.indexOf("://");
        return address.substring(0, slashes < 0 ? address.indexOf(':') + 1 : slashes + 3) + address.substring(at + 1);
    }
}
