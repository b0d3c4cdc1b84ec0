package dev.waybill.webhook;

/** Not verified, and it may be our secret that is wrong: the sender should send it again. */
final class InDoubt extends RuntimeException {

    InDoubt() {
        super("Not verified, and the secret is in doubt", null, false, false);
    }
}
