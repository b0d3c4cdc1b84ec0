package dev.waybill.sandbox;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.kit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An ERP over HTTP that honours {@code Idempotency-Key}: a key seen before gets the same answer and no second effect.
 * Takes any POST on any path but {@code /oauth/token}, which issues tokens. What it does is switched at run time with
 * {@link #mode}; stopped and started again it is on the same port, so that a refused connection can be had too.
 */
public final class ErpStub implements AutoCloseable {

    private final ErpJournal journal = new ErpJournal();
    private final ErpTokens tokens = new ErpTokens();
    private final ErpDesk desk = new ErpDesk(journal, tokens);
    private int port;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    static {
        // the JDK's server otherwise waits 40 ms for an acknowledgement before the body of each small answer
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private ErpStub(int port) {
        this.port = port;
    }

    /** Starts one on a free loopback port. */
    public static ErpStub start() {
        return startOn(0);
    }

    /** @param port 0 for a free one, which stays free while the server pauses */
    public static ErpStub startOn(int port) {
        ErpStub erp = new ErpStub(port == 0 ? FreePort.next() : port);
        erp.resume();
        return erp;
    }

    /** The base address, without a slash at its end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public ErpMode mode() {
        return desk.mode();
    }

    /** Switches; requests that were stalling get their connection closed. */
    public void mode(ErpMode next) {
        desk.mode(next);
    }

    /** The wait that {@link ErpMode#RETRY_AFTER} asks for, in whole seconds. */
    public void retryAfter(Duration patience) {
        desk.retryAfter = patience;
    }

    /** Answers 500 to these documents, and to no others; {@code body -> false} for none. */
    public void chokeOn(Predicate<String> documents) {
        desk.chokesOn = documents;
    }

    /** From now on a request needs this bearer token. */
    public void requireToken(String token) {
        tokens.require(token);
    }

    /** From now on a request needs a token of {@code POST /oauth/token}, issued to this client. */
    public void requireOAuth(String clientId, String clientSecret) {
        tokens.requireClient(clientId, clientSecret);
    }

    /** Forgets all tokens: their holders get 401 until they fetch a new one. */
    public void revokeTokens() {
        tokens.revoke();
    }

    public int tokensIssued() {
        return tokens.issued();
    }

    /** Every request in order of arrival, token requests apart. */
    public List<ErpRequest> journal() {
        return journal.requests();
    }

    /** The contents of the ERP: the requests that had an effect, each key once, in order. */
    public List<ErpRequest> effects() {
        return journal().stream().filter(ErpRequest::effect).toList();
    }

    /** Writes every further request to this file too, a line of JSON each. */
    public void journalTo(Path file) {
        journal.to(file);
    }

    /**
     * Hands every further request over before it is answered, one at a time, in the order of its effects.
     *
     * @param remembered how many of the latest are still kept in memory
     */
    public void journalTo(Consumer<ErpRequest> clerk, int remembered) {
        journal.to(clerk, remembered);
    }

    /** Is told of every request after it was answered. */
    public void watch(Consumer<ErpRequest> watcher) {
        desk.watcher = watcher;
    }

    /** Refuses connections until {@link #resume}; breaks those that are open. */
    public synchronized void stop() {
        if (server != null && threads != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }

    /** Listens again, on the same port. */
    public synchronized void resume() {
        if (server != null) {
            return;
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The ERP stub can't listen on port " + port, e);
        }
        port = server.getAddress().getPort();
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/oauth/token", desk::token);
        server.createContext("/", desk::take);
        server.start();
    }

    @Override
    public void close() {
        stop();
    }
}
