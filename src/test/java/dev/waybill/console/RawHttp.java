package dev.waybill.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** HTTP as it goes over the wire: an ordinary client would not let a test lie about its host. */
public final class RawHttp {

    private static final int TIMEOUT_MS = 10_000;

    private RawHttp() {}

    /**
     * @param headers whole lines; the host is one of them
     * @return what came back until the server closed
     */
    public static Answer send(int port, String requestLine, String... headers) throws IOException {
        return send(port, requestLine, List.of(headers), "");
    }

    public static Answer send(int port, String requestLine, List<String> headers, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            StringBuilder request = new StringBuilder(requestLine).append("\r\n");
            headers.forEach(header -> request.append(header).append("\r\n"));
            request.append("Content-Length: ")
                    .append(body.getBytes(UTF_8).length)
                    .append("\r\nConnection: close\r\n\r\n")
                    .append(body);
            socket.getOutputStream().write(request.toString().getBytes(UTF_8));
            return new Answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
    }

    public record Answer(String text) {

        public int status() {
            return Integer.parseInt(text.substring(9, 12));
        }

        public Optional<String> header(String name) {
            return text.substring(0, text.indexOf("\r\n\r\n"))
                    .lines()
                    .skip(1)
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        public String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }
}
