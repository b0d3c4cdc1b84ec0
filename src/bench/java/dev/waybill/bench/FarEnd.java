package dev.waybill.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end of deliveries: an ERP that takes orders at {@code /orders}, and what SFTP does without SSH: {@code /upload} under
 * a temporary name, then {@code /rename}. Both end in the journal.
 */
final class FarEnd implements AutoCloseable {

    private static final String NUMBER = "\"orderNumber\":\"";
    private static final int HEAD = 300;

    private final Vertx vertx;
    private final Journal journal;
    private final HttpServer server;
    private final Map<String, Long> uploaded = new ConcurrentHashMap<>();
    private volatile long delayMillis;

    FarEnd(Vertx vertx, Journal journal) {
        this.vertx = vertx;
        this.journal = journal;
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> take(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    int port() {
        return server.actualPort();
    }

    String orders() {
        return "http://127.0.0.1:" + port() + "/orders";
    }

    /** The duration of each call from now on. */
    void delay(long millis) {
        delayMillis = millis;
    }

    @Override
    public void close() {
        server.close();
    }

    private void take(HttpServerRequest request, Buffer body) {
        if (delayMillis > 0) {
            vertx.setTimer(delayMillis, timer -> journalled(request, body));
        } else {
            journalled(request, body);
        }
    }

    private void journalled(HttpServerRequest request, Buffer body) {
        String key = String.valueOf(request.getHeader("Idempotency-Key"));
        switch (request.path()) {
            case "/orders" -> journal.arrived(Journal.ORDERS, number(body));
            case "/upload" -> uploaded.put(key, number(body));
            case "/rename" -> journal.arrived(Journal.FILES, uploaded.getOrDefault(key, 0L));
            default -> throw new IllegalArgumentException(request.path());
        }
        request.response().setStatusCode(201).end();
    }

    private static long number(Buffer body) {
        String head = body.getString(0, Math.min(HEAD, body.length()), ISO_8859_1.name());
        int from = head.indexOf(NUMBER) + NUMBER.length();
        return Long.parseLong(head, from, head.indexOf('"', from), 10);
    }
}
