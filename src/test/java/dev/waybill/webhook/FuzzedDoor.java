package dev.waybill.webhook;

import static dev.waybill.webhook.Fuzzed.check;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.fuzz.Target;
import dev.waybill.kit.RawHttp;
import dev.waybill.listener.TestDoor;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Whole requests through a real door. A third of the inputs become the body of a signed webhook, so that they get in; the
 * others are the request itself, byte by byte. None is answered 5xx but the 501 of another HTTP, and all get an answer or
 * an end.
 */
public final class FuzzedDoor implements Target, AutoCloseable {

    /** At once; fewer than one address may have. */
    public static final int CONNECTIONS = 8;

    private static final int FIRST_ANSWER_MILLIS = 30;
    private static final int END_MILLIS = 60_000;
    private static final int TRIES = 4;

    private final TestDoor door;
    private final String keys = UUID.randomUUID() + "-";
    private final AtomicLong inputs = new AtomicLong();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    private FuzzedDoor(TestDoor door) {
        this.door = door;
    }

    /** At the door of all tests, which outlives them. */
    public static FuzzedDoor shared() {
        return new FuzzedDoor(TestDoor.shared());
    }

    public static FuzzedDoor open() {
        return new FuzzedDoor(TestDoor.open());
    }

    @Override
    public String name() {
        return "door";
    }

    @Override
    public String seeds() {
        return "requests";
    }

    /** Without bound: the work is done by the hub's own threads. */
    @Override
    public long mostPerByte() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void accept(byte[] input) throws IOException {
        long number = inputs.incrementAndGet();
        byte[] request = number % 3 == 0 ? signed(input, number) : input;
        int status = send(request);
        // a busy machine's database may keep it waiting; Covver would send it again too
        for (int tries = 1; status == 503 && tries < TRIES; tries++) {
            status = send(request);
        }
        answers.computeIfAbsent(status, first -> new LongAdder()).increment();
        check(status < 500 || status == 501, "It was answered " + status);
    }

    /** The number of inputs by their first answer; 0 is an end without one. */
    @Override
    public String toString() {
        return "answers " + new TreeMap<>(answers);
    }

    @Override
    public void close() {
        door.close();
    }

    /** The bytes behind the input's head, or all of it where it has none. */
    private byte[] signed(byte[] input, long number) {
        String text = new String(input, ISO_8859_1);
        byte[] body =
                text.substring(Math.max(0, text.indexOf("\r\n\r\n"))).strip().getBytes(ISO_8859_1);
        return RawHttp.post(body)
                .header("covverSignature", TestDoor.sign(body))
                .header("covverIdempotencyKey", keys + number)
                .bytes();
    }

    /** The status of the first answer; 0 if the connection ends without one. */
    private int send(byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", door.port())) {
            socket.setSoLinger(true, 0);
            return exchange(socket, request);
        } catch (SocketTimeoutException e) {
            throw new IOException("Neither an answer nor an end", e);
        } catch (IOException reset) {
            return 0;
        }
    }

    private static int exchange(Socket socket, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        socket.setSoTimeout(FIRST_ANSWER_MILLIS);
        InputStream in = socket.getInputStream();
        try {
            return status(in, in.read());
        } catch (SocketTimeoutException waitsForMore) {
            socket.shutdownOutput();
            socket.setSoTimeout(END_MILLIS);
            return status(in, in.read());
        }
    }

    private static int status(InputStream in, int first) throws IOException {
        if (first < 0) {
            return 0;
        }
        StringBuilder line = new StringBuilder();
        for (int next = first; next >= 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        check(line.toString().matches("HTTP/1\\.1 [1-5]\\d\\d .*"), "It answered " + line);
        return Integer.parseInt(line.substring(line.indexOf(" ") + 1, line.indexOf(" ") + 4));
    }
}
