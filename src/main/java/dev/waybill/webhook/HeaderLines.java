package dev.waybill.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.sources.Source;
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Received header lines as they are stored: a JSON array of [name, value] in UTF-8, up to 32 KiB. */
public final class HeaderLines {

    static final int MAX_BYTES = 32 << 10;

    /** Header lines with the sender's credentials for other systems. Readers of the inbox must not see them. */
    private static final List<String> CREDENTIALS = List.of("authorization", "cookie", "proxy-authorization");

    private static final byte[] MORE = "[\"(more)\",\"left out: over 32 KiB\"]".getBytes(StandardCharsets.UTF_8);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream json = new ByteArrayOutputStream(512);

    private HeaderLines() {}

    /**
     * Returns all lines but credentials, for a webhook that was not accepted. The signature stays, so that it can be
     * verified again.
     */
    static byte[] withSignature(Received received) {
        return new HeaderLines().write(received, false);
    }

    /**
     * Returns all lines but credentials, without the signature's value. The event names the secret that verified it.
     */
    static byte[] withoutSignature(Received received) {
        return new HeaderLines().write(received, true);
    }

    /**
     * Reads stored header lines.
     *
     * @throws IOException if they are no JSON array of pairs of texts
     */
    public static MultiMap read(byte[] stored) throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        JsonNode lines = JSON.readTree(stored);
        if (!lines.isArray()) {
            throw new IOException("Header lines are a list");
        }
        for (JsonNode line : lines) {
            if (line.size() != 2 || !line.path(0).isTextual() || !line.path(1).isTextual()) {
                throw new IOException("A header line is a name and a value");
            }
            headers.add(line.path(0).textValue(), line.path(1).textValue());
        }
        return headers;
    }

    public static boolean isCredential(String name) {
        for (String credential : CREDENTIALS) {
            if (credential.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes the headers that verification and key need first, all of them or none. Other lines must not push one out,
     * nor may two of one become one.
     */
    private byte[] write(Received received, boolean hideSignature) {
        Source source = received.source();
        SecretOfAddress secret = SecretOfAddress.in(received);
        List<byte[]> needed = new ArrayList<>();
        List<byte[]> others = new ArrayList<>();
        for (Map.Entry<String, String> line : received.headers()) {
            String name = line.getKey();
            boolean passesSecret = source.parts().passes(name) && secret.isIn(line.getValue());
            if (source.keeps(name) && !passesSecret) {
                boolean signature = name.equalsIgnoreCase(source.signatureHeader());
                needed.add(pair(name, signature && hideSignature ? "(verified)" : line.getValue()));
            } else if (!isCredential(name) && !secret.isIn(line.getValue())) {
                others.add(pair(name, line.getValue()));
            }
        }
        json.write('[');
        if (needed.stream().mapToInt(bytes -> bytes.length + 1).sum() + MORE.length + 2 > MAX_BYTES) {
            add(MORE);
        } else {
            needed.forEach(this::add);
            addWhatFits(others);
        }
        json.write(']');
        return json.toByteArray();
    }

    /**
     * The secret that stands in the address. Proxies copy the address into headers of their own, such as X-Original-URL.
     *
     * @param parameter the parameter of the address and what follows it; null if the address holds no secret
     * @param values the secret as it was sent
     */
    private record SecretOfAddress(@Nullable String parameter, List<String> values) {

        static SecretOfAddress in(Received received) {
            String parameter = received.source().scheme().parameter();
            return new SecretOfAddress(
                    parameter == null ? null : parameter + "=",
                    parameter == null
                            ? List.of()
                            : received.headers().getAll(received.source().signatureHeader()));
        }

        boolean isIn(String line) {
            return parameter != null
                    && (line.contains(parameter)
                            || values.stream().anyMatch(value -> !value.isEmpty() && line.contains(value)));
        }
    }

    private void addWhatFits(List<byte[]> lines) {
        for (byte[] bytes : lines) {
            if (json.size() + bytes.length + MORE.length + 3 > MAX_BYTES) {
                add(MORE);
                return;
            }
            add(bytes);
        }
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
