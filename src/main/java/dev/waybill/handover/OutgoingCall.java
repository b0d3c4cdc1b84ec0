package dev.waybill.handover;

import dev.waybill.wire.Wire;
import dev.waybill.wire.WireMessage;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * One call to a system outside the JVM: the message that the route made, and the bytes that the client wrote.
 *
 * @param scheme the scheme of the called endpoint
 * @param meant the message at the time of the call; null if nothing is kept
 * @param bodied true if that message had a body that is not empty
 * @param method the HTTP method that the route names; null without one
 * @param wire the bytes that the client wrote; null if its kind can't be read
 */
record OutgoingCall(
        String scheme,
        @Nullable SentMessage meant,
        boolean bodied,
        @Nullable String method,
        @Nullable Wire wire) {

    private static final String METHOD_HEADER = "CamelHttpMethod";

    /** Starts listening on this thread, if the endpoint's client can be read. */
    static OutgoingCall of(CaptureSent keep, Endpoint endpoint, Exchange exchange, byte[] received) {
        String uri = endpoint.getEndpointUri();
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        String method = CaptureSent.method(uri);
        return new OutgoingCall(
                scheme,
                keep.off() ? null : keep.of(endpoint, exchange, received),
                bodied(exchange.getMessage().getBody()),
                method == null ? exchange.getMessage().getHeader(METHOD_HEADER, String.class) : method,
                Wire.reads(scheme) ? Wire.listen(keep.most(), received) : null);
    }

    /** True if bytes were sent, as far as is known. */
    boolean wentOut() {
        return wire == null || wire.last() != null;
    }

    /** Returns how the sent message differs from the route's; null if it does not, or nothing was sent. */
    @Nullable
    String lost() {
        WireMessage last = wire == null ? null : wire.last();
        if (last == null || !bodied || !last.empty()) {
            return null;
        }
        return method != null && last.where().startsWith(method + " ") && last.length() == null
                ? null // the method has no body
                : "%s went out without the body that the route made".formatted(last.where());
    }

    /**
     * Returns the record of the call: the bytes written, or the intended message with a note that nothing was written.
     */
    @Nullable
    SentMessage sent() {
        if (meant == null) {
            return null;
        }
        if (wire == null) {
            return meant.noted("(as made by the route: the output of %s: is not recorded)".formatted(scheme));
        }
        List<WireMessage> messages = wire.messages();
        if (messages.isEmpty()) {
            return new SentMessage(meant.to() + "\n(no part of it was sent)", null, null, null);
        }
        WireMessage last = messages.getLast();
        SentMessage sent = new SentMessage(last.to(), last.body(), meant.text(), last.length());
        return messages.size() == 1 ? sent : sent.noted("(the last of %d in one call)".formatted(messages.size()));
    }

    private static boolean bodied(@Nullable Object body) {
        return switch (body) {
            case null -> false;
            case byte[] bytes -> bytes.length > 0;
            case CharSequence text -> !text.isEmpty();
            case StreamCache stream -> stream.length() != 0;
            default -> true;
        };
    }
}
