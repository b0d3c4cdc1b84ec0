package dev.waybill.webhook;

/** Nothing proves that the source sent this. The answer says no more, so that an attacker learns nothing from it. */
final class Unauthorized extends RuntimeException {

    Unauthorized() {
        super("Not verified", null, false, false);
    }
}
