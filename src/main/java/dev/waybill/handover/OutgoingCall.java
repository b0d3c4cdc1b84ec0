package dev.waybill.handover;

import dev.waybill.wire.Wire;
import dev.waybill.wire.WireMessage;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * One call of something outside the JVM: what the route meant to send, and what the client wrote.
 *
 * @param scheme of the endpoint that is called
 * @param meant what the message was when it was sent on; null if nothing is kept
 * @param bodied whether that had a body that is not empty
 * @param method the HTTP method that the route names; null where it names none
 * @param wire what the client wrote; null if its kind doesn't tell
 */
record OutgoingCall(
        String scheme,
        @Nullable SentMessage meant,
        boolean bodied,
        @Nullable String method,
        @Nullable Wire wire) {

    private static final String METHOD_HEADER = "CamelHttpMethod";

    /** Listens on this thread from now on, if the endpoint's client tells. */
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

    /** Whether anything went out, as far as that is told. */
    boolean wentOut() {
        return wire == null || wire.last() != null;
    }

    /** How what went out is not what the route made; null if it is, or went nowhere. */
    @Nullable
    String lost() {
        WireMessage last = wire == null ? null : wire.last();
        if (last == null || !bodied || !last.empty()) {
            return null;
        }
        return method != null && last.where().startsWith(method + " ") && last.length() == null
                ? null // it names a method that has no body
                : "%s went out without the body that the route made".formatted(last.where());
    }

    /** The record of the call: the bytes written, or the bytes meant and that they were not written. */
    @Nullable
    SentMessage sent() {
        if (meant == null) {
            return null;
        }
        if (wire == null) {
            return meant.noted("(as the route made it: what %s: writes is not read)".formatted(scheme));
        }
        List<WireMessage> messages = wire.messages();
        if (messages.isEmpty()) {
            return new SentMessage(meant.to() + "\n(nothing of it went out)", null, null, null);
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
