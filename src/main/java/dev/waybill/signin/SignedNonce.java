package dev.waybill.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks random numbers with an end, which only the holder of a key can make: {@code number.end.signature}.
 */
final class SignedNonce {

    private static final int BYTES = 18;
    private static final String HMAC = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private SignedNonce() {}

    static byte[] randomKey() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }

    /**
     * Makes a new one.
     *
     * @param what the purpose; a number made for another purpose is not valid
     */
    static String make(byte[] key, String what, Instant end) {
        byte[] number = new byte[BYTES];
        RANDOM.nextBytes(number);
        String content = text(number) + "." + end.getEpochSecond();
        return content + "." + signature(key, what, content);
    }

    /** Returns the number, if the signature is right and the end is not over. */
    static Optional<String> number(byte[] key, String what, String signed, Instant now) {
        String[] parts = signed.split("\\.", -1);
        if (signed.length() > 200 || parts.length != 3 || !parts[1].matches("\\d{1,12}")) {
            return Optional.empty();
        }
        byte[] right = signature(key, what, parts[0] + "." + parts[1]).getBytes(UTF_8);
        return MessageDigest.isEqual(right, parts[2].getBytes(UTF_8)) && now.getEpochSecond() < Long.parseLong(parts[1])
                ? Optional.of(parts[0])
                : Optional.empty();
    }

    private static String signature(byte[] key, String what, String content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return text(mac.doFinal((what + "." + content).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
