package dev.waybill.webhook;

/**
 * A signed body is not an event, so no re-send of it can be accepted. The message says why, without quoting the body.
 */
public final class Malformed extends RuntimeException {

    Malformed(String reason) {
        super(reason);
    }
}
