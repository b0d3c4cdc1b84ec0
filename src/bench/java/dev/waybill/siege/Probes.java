package dev.waybill.siege;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** An orchestrator: asks twice a second whether the hub lives and is ready. */
final class Probes implements AutoCloseable {

    private static final List<String> PATHS = List.of("/actuator/health/liveness", "/actuator/health/readiness");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int port;
    private final LongAdder asked = new LongAdder();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;
    private volatile boolean over;

    private Probes(int port) {
        this.port = port;
        this.threads = PATHS.stream()
                .map(path -> Thread.ofVirtual().start(() -> ask(path)))
                .toList();
    }

    static Probes start(int port) {
        return new Probes(port);
    }

    long asked() {
        return asked.sum();
    }

    /** The fault of each probe that was not answered 200 in time. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Each on a connection of its own, as orchestrators do. */
    private void ask(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        while (!over) {
            asked.increment();
            try (HttpClient http =
                    HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
                int status = http.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != 200) {
                    lost.add(path + ": " + status);
                }
            } catch (IOException e) {
                lost.add(path + ": " + e);
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }
}
