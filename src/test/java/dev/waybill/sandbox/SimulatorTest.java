package dev.waybill.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.kit.CovverSender;
import dev.waybill.sandbox.Traffic.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a door that keeps the promises of the real one, or breaks them. */
class SimulatorTest {

    private static final String SECRET = "sandbox";

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private volatile boolean away;
    private volatile boolean gullible;
    private HttpServer door;
    private Simulator simulator;

    @BeforeEach
    void open() throws IOException {
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/webhooks/covver", this::answer);
        door.start();
        URI webhook = URI.create("http://127.0.0.1:%d/webhooks/covver"
                .formatted(door.getAddress().getPort()));
        simulator = new Simulator(new Traffic(1, Instant.EPOCH), webhook, SECRET);
    }

    @AfterEach
    void close() {
        simulator.close();
        door.stop(0);
    }

    @Test
    void every_kind_is_sent_and_none_is_answered_otherwise_than_promised() {
        for (int i = 0; i < 200; i++) {
            simulator.sendNext();
        }

        assertThat(simulator.surprises()).isZero();
        assertThat(simulator.sent()).containsOnlyKeys(Kind.values());
        assertThat(simulator.sent().get(Kind.FRESH)).isEqualTo(keys.size());
    }

    @Test
    void a_door_that_takes_anything_surprises() {
        gullible = true;
        for (int i = 0; i < 200; i++) {
            simulator.sendNext();
        }

        assertThat(simulator.surprises()).isEqualTo(simulator.sent().get(Kind.FORGED));
    }

    @Test
    void what_could_not_be_taken_is_sent_again_and_nothing_is_left_out() {
        for (int i = 0; i < 200; i++) {
            away = i >= 50 && i < 150;
            simulator.sendNext();
        }

        assertThat(simulator.notTaken()).isEqualTo(100);
        assertThat(simulator.sent().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(100);
        assertThat(simulator.surprises()).isZero();
    }

    @Test
    void started_it_sends_by_itself() {
        simulator.start(500);
        await().until(() -> simulator.sent().getOrDefault(Kind.FRESH, 0L) > 20);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String signature = exchange.getRequestHeaders().getFirst("covverSignature");
        String key = exchange.getRequestHeaders().getFirst("covverIdempotencyKey");
        int status = away ? 503 : gullible || CovverSender.sign(body, SECRET).equals(signature) ? 200 : 401;
        boolean first = status == 200 && keys.add(key);
        byte[] answer = "{\"status\":\"%s\"}"
                .formatted(first ? "accepted" : "duplicate")
                .getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
