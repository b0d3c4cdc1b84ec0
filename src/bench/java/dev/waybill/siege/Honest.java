package dev.waybill.siege;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.kit.CovverSender;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The provider: signed webhooks at a steady rate from four addresses, each on a connection of its own and sent once. It
 * keeps to its rate however slow the answers are, and counts the time of each from when it was due.
 */
final class Honest implements AutoCloseable {

    private static final int ADDRESSES = 4;
    private static final int PATIENCE_MILLIS = 15_000;

    /** One in so many is large, though no larger than what has a reserve. */
    private static final int LARGE_ONE_IN = 20;

    private static final int LARGE = 48 << 10;

    /** @param status 0 for none @param trouble why there was none */
    record Answer(int status, long nanos, String trouble) {

        boolean good() {
            return status >= 200 && status < 300;
        }
    }

    private final InetSocketAddress door;
    private final String secret;
    private final @Nullable SSLSocketFactory tls;
    private final String keys;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread pace;
    private volatile boolean over;

    private Honest(InetSocketAddress door, String secret, @Nullable SSLSocketFactory tls, String keys, int perSecond) {
        this.door = door;
        this.secret = secret;
        this.tls = tls;
        this.keys = keys;
        this.pace = Thread.ofPlatform().name("provider").unstarted(() -> keepTo(perSecond));
    }

    /** @param tls null in clear @param keys what its idempotency keys begin with */
    static Honest start(
            InetSocketAddress door, String secret, @Nullable SSLSocketFactory tls, String keys, int perSecond) {
        Honest honest = new Honest(door, secret, tls, keys, perSecond);
        honest.pace.start();
        return honest;
    }

    /** Sends nothing more, and waits for the last answers. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        pace.join();
        senders.shutdown();
        // each read has its time, and a handshake reads several times
        if (!senders.awaitTermination(2 * PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            senders.shutdownNow();
            senders.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    private void keepTo(int perSecond) {
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long due = System.nanoTime();
        for (int n = 0; !over; n++, due += step) {
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            int number = n;
            long at = due;
            senders.submit(() -> answers.add(send(number, at)));
        }
    }

    private Answer send(int n, long due) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0." + (2 + n % ADDRESSES), 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(door, PATIENCE_MILLIS);
            int status = tls == null ? exchange(socket, n) : exchangeInTls(socket, n, tls);
            return new Answer(status, System.nanoTime() - due, "");
        } catch (IOException e) {
            return new Answer(0, System.nanoTime() - due, String.valueOf(e.getMessage()));
        }
    }

    private int exchangeInTls(Socket socket, int n, SSLSocketFactory factory) throws IOException {
        try (Socket secured = factory.createSocket(socket, "localhost", door.getPort(), true)) {
            return exchange(secured, n);
        }
    }

    private int exchange(Socket socket, int n) throws IOException {
        byte[] body = body(n);
        String head = "POST /webhooks/covver HTTP/1.1\r\nHost: waybill\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\ncovverSignature: " + CovverSender.sign(body, secret)
                + "\r\ncovverIdempotencyKey: " + keys + n + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        byte[] all = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(ISO_8859_1), 0, all, 0, head.length());
        System.arraycopy(body, 0, all, head.length(), body.length);
        socket.getOutputStream().write(all);
        return status(socket.getInputStream());
    }

    /** Reads on to the end, so that the hub closes first and no port of ours is used up. */
    private static int status(InputStream in) throws IOException {
        String answer = new String(in.readAllBytes(), UTF_8);
        if (!answer.startsWith("HTTP/1.1 ")) {
            throw new IOException("closed without an answer");
        }
        return Integer.parseInt(answer.substring(9, 12));
    }

    private byte[] body(int n) {
        String padding = n % LARGE_ONE_IN == 0 ? "x".repeat(LARGE) : "";
        return """
            {"type":"OrderPlaced","data":{"id":"%s%d","orderNumber":"%d","createdAt":"2024-01-01 15:45:25.932562",\
            "note":"%s","orderLineItems":[{"id":"l1","title":"Mug","price":12.5,"quantity":2}]}}\
            """.formatted(keys, n, n, padding).getBytes(UTF_8);
    }
}
