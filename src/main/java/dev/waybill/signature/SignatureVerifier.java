package dev.waybill.signature;

import dev.waybill.sources.SourceSecret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a body was signed with one of a source's secrets. The signature is Base64 of the HMAC-SHA256 over the
 * bytes received. Bytes that a proxy has re-indented or re-escaped are first restored by
 * {@code JSON.stringify(JSON.parse(body))}.
 */
public final class SignatureVerifier {

    /** The largest body, in bytes, whose re-serialisation is tried. */
    static final int MAX_RESERIALISED = 256 * 1024;

    private static final String HMAC = "HmacSHA256";
    private static final int HMAC_BYTES = 32;

    /** Base64 of 32 bytes, padding included. */
    private static final int SIGNATURE_CHARACTERS = 44;

    /** U+FEFF in UTF-8. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private SignatureVerifier() {}

    /**
     * Makes both checks, one after the other. The second may take milliseconds: {@link ReserializedCheck} bounds how
     * many run.
     *
     * @param signature the header as received, of any length and content
     * @param secrets the live secrets, each of which is always tried; with none, nothing is verified
     * @param reserialise true to try the re-serialisation when the raw bytes match no secret
     * @return the match, or null if the signature does not hold
     */
    public static @Nullable Verified verify(
            byte[] body, String signature, List<SourceSecret> secrets, boolean reserialise) {
        Verified raw = verifyRaw(body, signature, secrets);
        return raw == null && reserialise ? verifyReserialised(body, signature, secrets) : raw;
    }

    /** Checks the bytes as they were received. Nearly every webhook needs only this check. */
    public static @Nullable Verified verifyRaw(byte[] body, String signature, List<SourceSecret> secrets) {
        byte[] expected = decode(signature);
        return expected == null ? null : match(body, expected, secrets);
    }

    /** True if the text can be a signature at all. */
    public static boolean isWellFormed(String signature) {
        return decode(signature) != null;
    }

    /** True if a second check makes sense: the signature is well-formed and the body is short enough. */
    public static boolean mayBeReserialised(byte[] body, String signature) {
        return body.length <= MAX_RESERIALISED && decode(signature) != null;
    }

    static @Nullable Verified verifyReserialised(byte[] body, String signature, List<SourceSecret> secrets) {
        byte[] expected = decode(signature);
        if (expected == null || body.length > MAX_RESERIALISED) {
            return null;
        }
        byte[] reserialised = EcmaScriptJson.reserialise(withoutMark(body));
        return reserialised == null ? null : match(reserialised, expected, secrets);
    }

    /** Removes a byte order mark: no JSON begins with one, and receivers of JSON take it off before they parse. */
    private static byte[] withoutMark(byte[] body) {
        boolean marked = body.length >= MARK.length && Arrays.equals(body, 0, MARK.length, MARK, 0, MARK.length);
        return marked ? Arrays.copyOfRange(body, MARK.length, body.length) : body;
    }

    /**
     * Decodes strictly. Java's decoder also accepts missing padding and stray bits at the end; encoding again reveals
     * both.
     */
    private static byte @Nullable [] decode(String signature) {
        if (signature.length() != SIGNATURE_CHARACTERS) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(signature);
            boolean strict = Base64.getEncoder().encodeToString(decoded).equals(signature);
            return strict && decoded.length == HMAC_BYTES ? decoded : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static @Nullable Verified match(byte[] message, byte[] expected, List<SourceSecret> secrets) {
        Verified match = null;
        for (SourceSecret secret : secrets) {
            // No early exit: the time taken must not reveal which secret matched.
            if (MessageDigest.isEqual(hmac(message, secret), expected) && match == null) {
                match = new Verified(secret.id(), message);
            }
        }
        return match;
    }

    private static byte[] hmac(byte[] message, SourceSecret secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.key(), HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
