package dev.waybill.webhook;

/** A webhook failed verification, and the hub's own secret may be wrong. The sender should send it again. */
final class InDoubt extends RuntimeException {

    InDoubt() {
        super("Not verified, and the secret is in doubt", null, false, false);
    }
}
