package dev.waybill.sources;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * One secret that a source may sign with.
 *
 * @param id the name of the secret in logs, metrics and the inbox; never the secret itself
 * @param current the HMAC key as it is now, at least one byte; not a copy, so callers must not change it
 */
public record SourceSecret(String id, Supplier<byte[]> current) {

    public SourceSecret {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A secret needs an id");
        }
        if (current.get().length == 0) {
            throw new IllegalArgumentException("Secret %s is empty".formatted(id));
        }
    }

    /** Makes a secret from its configured text: the key is the text in UTF-8. */
    public static SourceSecret of(String id, String text) {
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        return new SourceSecret(id, () -> key);
    }

    public byte[] key() {
        return current.get();
    }

    /** Returns the id alone: a secret must not reach a log through a string. */
    @Override
    public String toString() {
        return "Secret[" + id + "]";
    }
}
