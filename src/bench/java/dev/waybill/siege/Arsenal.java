package dev.waybill.siege;

import static dev.waybill.siege.Attack.Target.CONSOLE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.siege.Attack.Ending;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Every kind of attack, each from addresses of its own and bounded in connections, rate and bytes. */
final class Arsenal {

    private static final String POST = "POST /webhooks/covver HTTP/1.1\r\nHost: waybill\r\n";
    private static final String GET = "GET /x HTTP/1.1\r\nHost: waybill\r\n\r\n";
    private static final long FOR_EVER = Long.MAX_VALUE;
    private static final long MEGABYTE = 1 << 20;

    private final int idle;
    private final int consolePort;

    /** @param idle how many connections say nothing */
    Arsenal(int idle, int consolePort) {
        this.idle = idle;
        this.consolePort = consolePort;
    }

    List<Attack> unreadAnswers() {
        return List.of(
                Attack.of("answers never read", 66)
                        .by(4, 10, 1)
                        .then(GET.repeat(100), 4 * MEGABYTE, 64 * MEGABYTE)
                        .neverReading(),
                Attack.of("answers never read, a byte now and then", 67)
                        .by(4, 10, 1)
                        .saying(GET.repeat(10_000))
                        .then(GET, 10, FOR_EVER)
                        .neverReading());
    }

    /** The six missing bytes come one a second, and the last never. */
    List<Attack> heldBodies() {
        return List.of(heldBodies("bodies held back", 68, 1));
    }

    List<Attack> heldBodiesOfMany() {
        return List.of(heldBodies("bodies held back by many", 69, 80));
    }

    private static Attack heldBodies(String name, int network, int addresses) {
        byte[] held = (POST + "Content-Length: 1048576\r\n\r\n" + "x".repeat(1_048_570)).getBytes(ISO_8859_1);
        return Attack.of(name, network).by(80, 80, addresses).saying(held).then("x", 1, 5);
    }

    List<Attack> trickles() {
        return List.of(
                Attack.of("bodies byte by byte", 70)
                        .by(100, 100, 1)
                        .saying(POST + "Content-Length: 1000\r\n\r\n")
                        .then("x", 1, FOR_EVER),
                Attack.of("heads byte by byte", 71)
                        .by(100, 100, 1)
                        .saying("POST /webhooks/covver HT")
                        .then("x", 1, FOR_EVER),
                Attack.of("heads line by line", 72).by(100, 100, 1).saying(POST).then("X-a: b\r\n", 8, FOR_EVER));
    }

    List<Attack> idle() {
        return List.of(Attack.of("idle", 73).by(idle, 1000, 1));
    }

    List<Attack> idleOfMany() {
        return List.of(Attack.of("idle, of many", 74).by(idle, 1000, 250));
    }

    List<Attack> newConnections() {
        return List.of(
                Attack.of("opened and reset", 75).by(1000, 800, 4).ending(Ending.RESET, FOR_EVER),
                Attack.of("asked and reset", 76).by(200, 200, 4).saying(GET).ending(Ending.RESET, FOR_EVER));
    }

    List<Attack> halfClosers() {
        return List.of(Attack.of("half closed", 77)
                .by(60, 60, 1)
                .saying(
                        "",
                        GET,
                        "POST /webhooks/cov",
                        POST,
                        POST + "Content-Length: 1000\r\n\r\nabc",
                        POST + "Transfer-Encoding: chunked\r\n\r\n3\r\nab")
                .ending(Ending.HALF_CLOSE, FOR_EVER));
    }

    List<Attack> pipelines() {
        return List.of(Attack.of("pipelined", 78).by(20, 20, 1).then(GET.repeat(30), 50_000, FOR_EVER));
    }

    List<Attack> oversize() {
        return List.of(Attack.of("oversize heads", 79)
                .by(40, 40, 1)
                .saying(
                        POST + "X-Long: " + "x".repeat(200_000) + "\r\n\r\n",
                        "GET /" + "x".repeat(200_000) + " HTTP/1.1\r\n\r\n",
                        POST + "X-Many: x\r\n".repeat(20_000) + "\r\n",
                        POST + "x".repeat(200_000),
                        POST + "Cookie: a\r\n".repeat(900) + "\r\n")
                .ending(Ending.HOLD, 3000));
    }

    List<Attack> tricks() {
        return List.of(
                Attack.of("framing tricks", 80)
                        .by(100, 100, 1)
                        .saying(FramingTricks.all())
                        .ending(Ending.HOLD, 2000),
                Attack.of("wrong signatures", 81)
                        .by(20, 20, 1)
                        .saying(POST + "Content-Type: application/json\r\ncovverIdempotencyKey: forged\r\n"
                                + "covverSignature: " + "A".repeat(43) + "=\r\nContent-Length: 20015\r\n\r\n"
                                + "{\"type\":\"Forged\"}" + " ".repeat(19_998))
                        .ending(Ending.HOLD, 1000));
    }

    List<Attack> floods() {
        String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
        return List.of(
                flood("chunk extensions", 82, chunked, "1;" + "x".repeat(1000) + "\r\na\r\n"),
                flood("chunks of a byte", 83, chunked, "1\r\na\r\n".repeat(100)),
                flood("trailers", 84, chunked + "0\r\n", "X-Trailer: x\r\n".repeat(100)),
                flood(
                        "a refused body that goes on",
                        85,
                        POST + "Content-Length: 999999999\r\n\r\n",
                        "x".repeat(10_000)));
    }

    private static Attack flood(String name, int network, String head, String more) {
        return Attack.of(name, network).by(4, 4, 1).saying(head).then(more, MEGABYTE / 2, 64 * MEGABYTE);
    }

    /** Half a greeting, and a whole one that leaves its answer alone. */
    List<Attack> stalledHandshakes() {
        byte[] hello = clientHello();
        return List.of(Attack.of("stalled handshakes", 86)
                .by(300, 100, 1)
                .saying(new byte[0], Arrays.copyOf(hello, hello.length / 2), hello)
                .neverReading());
    }

    List<Attack> slowLogins() {
        String login = "POST /console/login HTTP/1.1\r\nHost: 127.0.0.1:" + consolePort
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n";
        return List.of(
                Attack.of("logins byte by byte", 87)
                        .on(CONSOLE)
                        .by(40, 100, 1)
                        .saying(login)
                        .then("x", 1, FOR_EVER),
                Attack.of("heads byte by byte at the console", 88)
                        .on(CONSOLE)
                        .by(40, 100, 1)
                        .saying("POST /console/login HTTP/1.1\r\nX-")
                        .then("x", 1, FOR_EVER),
                Attack.of("idle at the console", 89).on(CONSOLE).by(200, 100, 1));
    }

    private static byte[] clientHello() {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            return Arrays.copyOf(hello.array(), hello.position());
        } catch (NoSuchAlgorithmException | SSLException e) {
            throw new IllegalStateException("Every Java platform can greet", e);
        }
    }
}
