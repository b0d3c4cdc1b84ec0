package dev.waybill.webhook;

/** Nothing proves that the source sent this. Says no more: whoever sent it learns nothing from the answer. */
final class Unauthorized extends RuntimeException {

    Unauthorized() {
        super("Not verified", null, false, false);
    }
}
