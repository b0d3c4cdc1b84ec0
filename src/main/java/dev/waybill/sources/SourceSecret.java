package dev.waybill.sources;

import dev.waybill.secret.LiveSecret;
import dev.waybill.sources.SignatureScheme.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;

/**
 * One secret that a source may sign with.
 *
 * @param id the name of the secret in logs, metrics and the inbox; never the secret itself
 * @param current the key as it is now
 */
public record SourceSecret(String id, Supplier<Key> current) {

    public SourceSecret {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A secret needs an id");
        }
    }

    /** Makes a secret from its text: the key is the text in UTF-8. */
    public static SourceSecret of(String id, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Secret %s is empty".formatted(id));
        }
        Key key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), Algorithm.HMAC_SHA256.jca());
        return new SourceSecret(id, () -> key);
    }

    /** Makes a secret that changes with its file; its key is read again for each new value. */
    static SourceSecret live(String id, String setting, LiveSecret secret, KeyFormat format, Algorithm algorithm) {
        return new SourceSecret(id, new Supplier<>() {

            private volatile Read latest = read(secret.bytes());

            @Override
            public Key get() {
                byte[] now = secret.bytes();
                Read read = latest;
                if (read.bytes != now) { // the same array as long as the file has not changed
                    latest = read = read(now);
                }
                return read.key;
            }

            private Read read(byte[] bytes) {
                return new Read(bytes, format.key(setting, bytes, algorithm));
            }
        });
    }

    private record Read(byte[] bytes, Key key) {}

    public Key key() {
        return current.get();
    }

    /** Returns the id alone: a secret must not reach a log through a string. */
    @Override
    public String toString() {
        return "Secret[" + id + "]";
    }
}
