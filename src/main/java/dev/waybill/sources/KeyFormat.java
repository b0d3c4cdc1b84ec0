package dev.waybill.sources;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.settings.BadSetting;
import dev.waybill.sources.SignatureScheme.Algorithm;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** The writings of a secret. A secret in another writing stops the start, and is never used as it stands. */
public enum KeyFormat {
    /** The key is the secret's bytes. */
    UTF_8,
    /** The key is written in hexadecimal digits. */
    HEX,
    /** The key is written in Base64. */
    BASE64,
    /** The key is written in Base64 after {@code whsec_}. */
    WHSEC,
    /** The public key is written in Base64 after {@code whpk_}. */
    WHPK;

    private static final int PUBLIC_KEY_BYTES = 32;

    /** The first bytes of an Ed25519 key in X.509 (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * Reads a key.
     *
     * @param setting the name of the setting that holds the secret
     * @throws BadSetting if the secret is not written so, or is no key of the algorithm
     */
    Key key(String setting, byte[] secret, Algorithm algorithm) {
        byte[] bytes = decoded(setting, secret);
        if (bytes.length == 0) {
            throw bad(setting, "holds an empty key");
        }
        return algorithm == Algorithm.ED25519 ? publicKey(setting, bytes) : new SecretKeySpec(bytes, algorithm.jca());
    }

    private static Key publicKey(String setting, byte[] bytes) {
        if (bytes.length != PUBLIC_KEY_BYTES) {
            throw bad(setting, "holds %d bytes, but a public key of Ed25519 has 32".formatted(bytes.length));
        }
        byte[] encoded = Arrays.copyOf(X509, X509.length + PUBLIC_KEY_BYTES);
        System.arraycopy(bytes, 0, encoded, X509.length, PUBLIC_KEY_BYTES);
        try {
            return KeyFactory.getInstance(Algorithm.ED25519.jca()).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw bad(setting, "is no public key of Ed25519");
        }
    }

    private byte[] decoded(String setting, byte[] secret) {
        String text = new String(secret, ISO_8859_1);
        return switch (this) {
            case UTF_8 -> secret;
            case HEX -> hex(setting, text);
            case BASE64 -> base64(setting, text, "");
            case WHSEC -> base64(setting, text, "whsec_");
            case WHPK -> base64(setting, text, "whpk_");
        };
    }

    private static byte[] hex(String setting, String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw bad(setting, "must be an even number of hexadecimal digits and nothing else");
        }
    }

    private static byte[] base64(String setting, String text, String prefix) {
        if (!text.startsWith(prefix)) {
            throw bad(setting, "must begin with %s: copy the whole secret from the sender's page".formatted(prefix));
        }
        try {
            return Base64.getDecoder().decode(text.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            throw bad(
                    setting, "must be Base64%s and nothing else".formatted(prefix.isEmpty() ? "" : " after " + prefix));
        }
    }

    private static BadSetting bad(String setting, String wrong) {
        return new BadSetting(setting, "%s %s.".formatted(setting, wrong));
    }
}
