package dev.waybill.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes webhooks in, as a process of its own.
 *
 * @param name as in the tables
 * @param startedNanos when its process was started
 * @param port where it listens, on loopback
 * @param database null if it stores nothing
 * @param rows counts what it has stored; null if it stores nothing
 */
record Contestant(
        String name,
        Process process,
        long startedNanos,
        Path log,
        int port,
        @Nullable Database database,
        @Nullable String rows)
        implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** From the start of the process to the first webhook that was answered 200. */
    Duration awaitReady() throws IOException, InterruptedException {
        while (!takesWebhooks()) {
            if (!process.isAlive() || System.nanoTime() - startedNanos > PATIENCE.toNanos()) {
                throw new IllegalStateException(name + " did not get ready:\n" + Files.readString(log));
            }
            Thread.sleep(POLL);
        }
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    long stored() {
        return database == null || rows == null ? 0 : database.count(rows);
    }

    /** Asked everything, unlike those that stand beside it once. */
    boolean isMain() {
        return !name.equals(Contestants.ROUTING) && !name.equals(Contestants.STOCK_SERVLET);
    }

    /** Events that it has yet to route; 0 for all but the hub. */
    long unfinished() {
        return database == null || !name.startsWith(Contestants.ROUTING)
                ? 0
                : database.count("SELECT count(*) FROM inbox_work WHERE state = 'RECEIVED'");
    }

    /** As {@link Verdict#onStored}, on all that was added to what was stored before. */
    @Nullable
    String verdict(long accepted, long before, long cutOff) {
        return database == null
                ? Verdict.onStored(accepted, accepted, 0)
                : Verdict.onStored(accepted, stored() - before, cutOff);
    }

    URI webhooks() {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, SignedBodies.PATH));
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /** The process and its children, which their parent's sudden death would leave behind. */
    @Override
    public void close() {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean takesWebhooks() throws InterruptedException {
        SignedBodies.Body body = SignedBodies.random(700);
        HttpRequest request = HttpRequest.newBuilder(webhooks())
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .header("covverSignature", body.signature())
                .header("covverIdempotencyKey", SignedBodies.key())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
