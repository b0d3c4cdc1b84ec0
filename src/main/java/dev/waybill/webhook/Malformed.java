package dev.waybill.webhook;

/** A signed body that is not an event: no re-send of it can be accepted. The message says why, without quoting it. */
public final class Malformed extends RuntimeException {

    Malformed(String reason) {
        super(reason);
    }
}
