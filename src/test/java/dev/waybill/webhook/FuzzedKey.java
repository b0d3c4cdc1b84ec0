package dev.waybill.webhook;

import static dev.waybill.webhook.Fuzzed.check;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.fuzz.Target;
import dev.waybill.sources.Source;
import dev.waybill.sources.TestSources;
import dev.waybill.webhook.Envelope.Malformed;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;

/** A key is one header line of 1 to 255 printable characters, or the webhook is malformed. */
final class FuzzedKey implements Target {

    private static final byte[] OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final Source SOURCE = TestSources.covver();

    /** The lines of an input as a server hands them over. */
    static Received received(byte[] input) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        new String(input, ISO_8859_1).lines().forEach(line -> {
            int colon = line.indexOf(':');
            headers.add(
                    line.substring(0, Math.max(0, colon)),
                    line.substring(colon + 1).strip());
        });
        return new Received(SOURCE, headers, input);
    }

    @Override
    public String name() {
        return "idempotency key";
    }

    @Override
    public String seeds() {
        return "lines";
    }

    /** A line can be one byte long. */
    @Override
    public long mostPerByte() {
        return 4096;
    }

    @Override
    public void accept(byte[] input) {
        try {
            Received received = received(input);
            String key = IdempotencyKey.of(received, EventTexts.read(OBJECT, SOURCE.parts(), received::once));
            check(key.matches("[ -~]{1,255}") && !key.isBlank(), "It is no key: " + key);
        } catch (Malformed declared) {
            // as it should be
        }
    }
}
