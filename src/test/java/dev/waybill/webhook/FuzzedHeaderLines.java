package dev.waybill.webhook;

import static dev.waybill.webhook.Fuzzed.check;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.fuzz.Target;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.Map;

/** Header lines are kept within their bound, can be read back, and hold no credentials. What is no list of them is told so. */
final class FuzzedHeaderLines implements Target {

    @Override
    public String name() {
        return "header lines";
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
    public void accept(byte[] input) throws IOException {
        Received received = FuzzedKey.received(input);
        byte[] kept = HeaderLines.withSignature(received);
        check(kept.length <= HeaderLines.MAX_BYTES, "They take %d bytes".formatted(kept.length));
        MultiMap read = HeaderLines.read(kept);
        for (Map.Entry<String, String> line : read) {
            check(!HeaderLines.isCredential(line.getKey()), "A credential is kept");
        }
        check(
                !read.contains("covverSignature") || received.headers().contains("covverSignature"),
                "A signature came from nowhere");
        MultiMap hidden = HeaderLines.read(HeaderLines.withoutSignature(received));
        check(hidden.getAll("covverSignature").stream().allMatch("(verified)"::equals), "The signature is kept");
        try {
            HeaderLines.read(new String(input, ISO_8859_1).getBytes(ISO_8859_1));
        } catch (IOException declared) {
            // not what was stored
        }
    }
}
