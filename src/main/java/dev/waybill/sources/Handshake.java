package dev.waybill.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The requests of a source that are no events, and the answer that it wants to events.
 *
 * @param ping the beginning of an unsigned body that is answered 200; empty if there is none
 * @param type the type of a signed body that wants a text of its own back; empty if there is none
 * @param origin the origin that may ask whether its events are wanted; {@code *} if any may; empty if none may
 * @param answer the text of the answer to an accepted request; empty if the hub's own JSON will do
 */
public record Handshake(String ping, String type, String origin, String answer) {

    private static final int MOST_DIGITS = 19;

    /** True if events of this origin are wanted. */
    public boolean wants(String asked) {
        return origin.equals("*") || !origin.isEmpty() && origin.equalsIgnoreCase(asked);
    }

    /** True if the body is the ping's text and a number, and no byte more. */
    public boolean isPing(byte[] body) {
        int digits = body.length - ping.length();
        return !ping.isEmpty()
                && digits > 0
                && digits <= MOST_DIGITS
                && new String(body, UTF_8).startsWith(ping)
                && new String(body, UTF_8).chars().skip(ping.length()).allMatch(c -> c >= '0' && c <= '9');
    }
}
