package dev.waybill.webhook;

import java.nio.charset.StandardCharsets;

/**
 * One secret that a source may sign with.
 *
 * @param id names it in logs, metrics and the inbox; never the secret itself
 * @param key the HMAC key, at least one byte; not copied, so leave it alone after handing it over
 */
record Secret(String id, byte[] key) {

    Secret {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A secret needs an id");
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("Secret %s is empty".formatted(id));
        }
    }

    /** The secret as it is configured: its key is the text in UTF-8. */
    static Secret of(String id, String text) {
        return new Secret(id, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The id alone: a secret must not reach a log through a string. */
    @Override
    public String toString() {
        return "Secret[" + id + "]";
    }
}
