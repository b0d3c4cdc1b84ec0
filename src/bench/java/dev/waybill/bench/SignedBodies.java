package dev.waybill.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.kit.CovverSender;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Webhooks of random orders, each an order of its own, signed over exactly their bytes; keys are not signed. */
final class SignedBodies {

    static final String PATH = "/webhooks/covver";
    static final String SECRET = "bench-secret";

    private static final String LINE = """
        {"id":"%s","title":"Welcome mug, 11 oz","quantity":2,"price":12.5,"productId":"p-17","variantId":"v-3"}\
        """;

    /** A body and what proves it. */
    record Body(byte[] bytes, String signature) {}

    private SignedBodies() {}

    static String key() {
        return UUID.randomUUID().toString();
    }

    /** An OrderPlaced of about so many bytes. */
    static Body random(int size) {
        return of("OrderPlaced", 0, size);
    }

    /** @param number the order's number, by which the far end tells which one arrived */
    static Body of(String type, long number, int size) {
        StringBuilder json = new StringBuilder(size + 200);
        json.append("{\"type\":\"")
                .append(type)
                .append("\",\"data\":{\"id\":\"")
                .append(UUID.randomUUID());
        json.append("\",\"orderNumber\":\"").append(number);
        json.append("\",\"createdAt\":\"2026-01-01 08:00:00.123456\",\"orderLineItems\":[");
        json.append(LINE.formatted("l-0"));
        for (int line = 1; json.length() + LINE.length() < size; line++) {
            json.append(',').append(LINE.formatted("l-" + line));
        }
        byte[] bytes = json.append("]}}").toString().getBytes(UTF_8);
        return new Body(bytes, CovverSender.sign(bytes, SECRET));
    }

    /** For the script of wrk: a line per webhook, signature, a space, body. */
    static Path write(Path file, int count, int size) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file, ISO_8859_1)) {
            for (int i = 0; i < count; i++) {
                Body body = random(size);
                lines.write(body.signature() + " " + new String(body.bytes(), UTF_8) + "\n");
            }
        }
        return file;
    }
}
