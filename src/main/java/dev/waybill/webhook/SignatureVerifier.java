package dev.waybill.webhook;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a body was signed with one of a source's secrets: Base64 of its HMAC-SHA256, over the bytes received or,
 * where a proxy has re-indented or re-escaped them, over {@code JSON.stringify(JSON.parse(body))}.
 */
final class SignatureVerifier {

    /** The largest body, in bytes, whose re-serialisation is tried. */
    static final int MAX_RESERIALISED = 256 * 1024;

    /**
     * How many bodies are re-serialised at once in this process. Strangers can ask for it, so it must not take every core.
     * Fair, so that none who waits is overtaken.
     */
    static final Semaphore RESERIALISATIONS = new Semaphore(2, true);

    private static final int PATIENCE_MILLIS = 200;
    private static final String HMAC = "HmacSHA256";
    private static final int HMAC_BYTES = 32;

    /** Base64 of 32 bytes, padding included. */
    private static final int SIGNATURE_CHARACTERS = 44;

    private SignatureVerifier() {}

    /**
     * @param signature the header as received, of any length and content
     * @param secrets the live secrets, each of which is always tried; with none, nothing is verified
     * @param reserialise whether to try the re-serialisation when the raw bytes match no secret
     * @return what matched, or null if the signature does not hold
     * @throws VerifierBusy if the re-serialisation should be tried, and others kept its place for too long
     */
    static @Nullable Verified verify(byte[] body, String signature, List<Secret> secrets, boolean reserialise) {
        byte[] expected = decode(signature);
        if (expected == null) {
            return null;
        }
        Verified raw = match(body, expected, secrets);
        if (raw != null || !reserialise || body.length > MAX_RESERIALISED) {
            return raw;
        }
        byte[] reserialised = reserialise(body);
        return reserialised == null ? null : match(reserialised, expected, secrets);
    }

    /** Strict: Java's decoder also takes missing padding and stray bits at the end, which encoding again shows. */
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

    private static @Nullable Verified match(byte[] message, byte[] expected, List<Secret> secrets) {
        Verified match = null;
        for (Secret secret : secrets) {
            // no early exit: how long it takes must not tell which secret it was
            if (MessageDigest.isEqual(hmac(message, secret), expected) && match == null) {
                match = new Verified(secret.id(), message);
            }
        }
        return match;
    }

    private static byte[] hmac(byte[] message, Secret secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.key(), HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    private static byte @Nullable [] reserialise(byte[] body) {
        try {
            if (!RESERIALISATIONS.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new VerifierBusy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VerifierBusy();
        }
        try {
            return EcmaScriptJson.reserialise(body);
        } finally {
            RESERIALISATIONS.release();
        }
    }
}
