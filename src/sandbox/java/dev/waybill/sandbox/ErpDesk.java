package dev.waybill.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Answers the ERP stub's requests as its mode says, and journals them. */
final class ErpDesk {

    /** The same for a first and a repeated key: a sender can't tell, and need not. */
    private static final String ACCEPTED = "{\"accepted\":true}";

    private final Clock clock = Clock.systemUTC();
    private final ErpJournal journal;
    private final ErpTokens tokens;
    private ErpMode mode = ErpMode.OK;
    private CountDownLatch stalled = new CountDownLatch(1);
    volatile Duration retryAfter = Duration.ofSeconds(2);
    volatile Consumer<ErpRequest> watcher = request -> {};
    volatile Predicate<String> chokesOn = body -> false;

    ErpDesk(ErpJournal journal, ErpTokens tokens) {
        this.journal = journal;
        this.tokens = tokens;
    }

    synchronized ErpMode mode() {
        return mode;
    }

    /** Switches, and lets go of what stalls. */
    synchronized void mode(ErpMode next) {
        mode = next;
        stalled.countDown();
        stalled = new CountDownLatch(1);
    }

    void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String token = tokens.issue(exchange.getRequestHeaders().getFirst("Authorization"), form);
        if (token == null) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":600}".formatted(token));
        }
    }

    void take(HttpExchange exchange) throws IOException {
        ErpMode now;
        CountDownLatch release;
        synchronized (this) {
            now = mode;
            release = stalled;
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        ErpRequest request;
        synchronized (journal) { // who has the effect is noted before who comes after it
            request = received(exchange, body, now);
            journal.add(request);
        }
        if (now == ErpMode.STALL && request.status() == 0) {
            await(release);
        }
        if (request.status() == 0) {
            exchange.close();
        } else {
            respond(exchange, now, request);
        }
        watcher.accept(request);
    }

    private ErpRequest received(HttpExchange exchange, String body, ErpMode now) {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        int status = now == ErpMode.OK && chokesOn.test(body) ? 500 : statusFor(exchange, now);
        boolean taken = status / 100 == 2 || now == ErpMode.LOSE_ANSWER && status == 0;
        return new ErpRequest(
                clock.instant(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                key,
                exchange.getRequestHeaders().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                header -> header.getKey().toLowerCase(Locale.ROOT),
                                header -> List.copyOf(header.getValue()))),
                body,
                status,
                taken && journal.firstOf(key));
    }

    private int statusFor(HttpExchange exchange, ErpMode now) {
        if (!tokens.admits(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return 401;
        }
        return switch (now) {
            case OK -> "POST".equals(exchange.getRequestMethod()) ? 201 : 405;
            case GARBAGE -> 200;
            case DOWN -> 503;
            case ERROR -> 500;
            case STALL, LOSE_ANSWER -> 0;
            case RETRY_AFTER -> 429;
            case REFUSE -> 400;
            case REDIRECT -> exchange.getRequestURI().getPath().equals("/elsewhere") ? 201 : 302;
            case UNAUTHORIZED -> 401;
        };
    }

    private void respond(HttpExchange exchange, ErpMode now, ErpRequest request) throws IOException {
        int status = request.status();
        switch (status) {
            case 200 -> answer(exchange, status, "\u0000\u0001<html>garbage");
            case 201 -> answer(exchange, status, ACCEPTED);
            case 302 -> {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                answer(exchange, status, "");
            }
            case 429 -> {
                exchange.getResponseHeaders().set("Retry-After", Long.toString(retryAfter.toSeconds()));
                answer(exchange, status, "");
            }
            default -> answer(exchange, status, "{\"error\":\"%s\"}".formatted(now));
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private static void await(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
