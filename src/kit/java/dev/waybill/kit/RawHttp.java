package dev.waybill.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP by hand, for what a well-behaved client would not send. */
public final class RawHttp {

    private final StringBuilder head = new StringBuilder();
    private final byte[] body;

    private RawHttp(byte[] body) {
        this.body = body;
        head.append("POST /webhooks/covver HTTP/1.1\r\nHost: waybill\r\n");
    }

    /** A POST with its length; header lines are added as they are. */
    public static RawHttp post(byte[] body) {
        return new RawHttp(body).header("Content-Length", String.valueOf(body.length));
    }

    public static RawHttp chunked(byte[] body, int... sizes) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; from < body.length; i++) {
            int size = Math.min(sizes[i % sizes.length], body.length - from);
            chunks.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(ISO_8859_1));
            chunks.write(body, from, size);
            chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
            from += size;
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return new RawHttp(chunks.toByteArray()).header("Transfer-Encoding", "chunked");
    }

    public RawHttp header(String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes((head + "\r\n").getBytes(ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    /** Writes everything before it reads anything. */
    public Answer send(int port) throws IOException {
        return send(port, bytes());
    }

    public static Answer send(int port, byte[] bytes) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(bytes);
            return Answer.read(socket.getInputStream());
        }
    }

    public static Socket connect(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(15_000);
        return socket;
    }

    /** A socket with a small receive buffer, which a peer that doesn't read fills at once. */
    public static Socket deaf(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return socket;
    }

    /** From another loopback address, as from another client. */
    public static Socket connectFrom(String address, int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(address), 0);
        socket.setSoTimeout(15_000);
        return socket;
    }

    public record Answer(int status, Map<String, String> headers, String body) {

        public static Answer read(InputStream in) throws IOException {
            String status = line(in);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Answer(
                    Integer.parseInt(status.split(" ")[1]), headers, new String(in.readNBytes(length), ISO_8859_1));
        }

        private static String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("Closed without an answer, after: " + line.toString(ISO_8859_1));
                }
                if (b != '\r') {
                    line.write(b);
                }
            }
            return line.toString(ISO_8859_1);
        }
    }
}
