package dev.waybill.handover;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The key by which a receiver can recognise a delivery: the same for every attempt, on every node, after every restart.
 * The key depends on (source, idempotency key, destination, part); a replay of a finished delivery adds its number.
 */
public final class OutboundKey {

    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

    private OutboundKey() {}

    /** @return {@code wb_} and 52 characters a-z2-7, then {@code .1}, {@code .2} … for replays */
    public static String of(String source, String idempotencyKey, String destination, String part, int generation) {
        String subject = String.join("\0", source, idempotencyKey, destination, part);
        String key = "wb_" + base32(DigestUtils.sha256(subject.getBytes(StandardCharsets.UTF_8)));
        return generation == 0 ? key : key + "." + generation;
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder(52);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8 | b & 0xff) & 0xffff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32[buffer >> bits & 31]);
            }
        }
        if (bits > 0) {
            text.append(BASE32[buffer << 5 - bits & 31]);
        }
        return text.toString();
    }
}
