package dev.waybill.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Received header lines as they are stored: a JSON array of [name, value] in UTF-8, at most 32 KiB. */
final class HeaderLines {

    static final int MAX_BYTES = 32 << 10;

    /** What a sender proves itself with to others; it is no business of whoever reads the inbox. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "proxy-authorization");

    private static final byte[] MORE = "[\"(more)\",\"left out: over 32 KiB\"]".getBytes(StandardCharsets.UTF_8);

    private final ByteArrayOutputStream json = new ByteArrayOutputStream(512);

    private HeaderLines() {}

    /** All lines but credentials; what was not verified keeps its signature, so that it can be verified again. */
    static byte[] withSignature(Received received) {
        return new HeaderLines().write(received, false);
    }

    /** All lines but credentials, without the signature's value: the event says which secret verified it. */
    static byte[] withoutSignature(Received received) {
        return new HeaderLines().write(received, true);
    }

    private byte[] write(Received received, boolean hideSignature) {
        String signature = received.source().signatureHeader();
        json.write('[');
        for (Map.Entry<String, String> line : received.headers()) {
            String name = line.getKey();
            if (CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            boolean hide = hideSignature && name.equalsIgnoreCase(signature);
            byte[] bytes = pair(name, hide ? "(verified)" : line.getValue());
            if (json.size() + bytes.length + MORE.length + 3 > MAX_BYTES) {
                add(MORE);
                break;
            }
            add(bytes);
        }
        json.write(']');
        return json.toByteArray();
    }

    private void add(byte[] pair) {
        if (json.size() > 1) {
            json.write(',');
        }
        json.writeBytes(pair);
    }

    private static byte[] pair(String name, String value) {
        return ("[\"" + quoted(name) + "\",\"" + quoted(value) + "\"]").getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
