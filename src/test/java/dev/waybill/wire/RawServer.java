package dev.waybill.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The far end of a connection, which records the bytes that arrive and answers by a script of the test. */
final class RawServer implements AutoCloseable {

    /** Reads one message and answers it; false ends the connection. */
    interface Script {

        boolean answer(Reader in, OutputStream out) throws IOException;
    }

    final List<String> arrived = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final Script script;
    private final String greeting;

    RawServer(String greeting, Script script) {
        this.greeting = greeting;
        this.script = script;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers every request with this, and keeps it: the head and, by its Content-Length, the body. */
    static RawServer http(String answer) {
        RawServer[] self = new RawServer[1];
        self[0] = new RawServer("", (in, out) -> {
            String head = in.until("\r\n\r\n");
            if (head.isEmpty()) {
                return false;
            }
            int length = head.lines()
                    .filter(line -> line.toLowerCase().startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            self[0].arrived.add(head + in.exactly(length));
            out.write(answer.getBytes(ISO_8859_1));
            out.flush();
            return true;
        });
        return self[0];
    }

    /** A mail server that keeps what comes between DATA and the dot, with the doubled dots taken back. */
    static RawServer smtp() {
        RawServer[] self = new RawServer[1];
        self[0] = new RawServer("220 raw\r\n", (in, out) -> {
            String line = in.until("\r\n");
            if (line.startsWith("DATA")) {
                out.write("354 go on\r\n".getBytes(ISO_8859_1));
                out.flush();
                String mail = in.until("\r\n.\r\n");
                self[0].arrived.add(mail.substring(0, mail.length() - 3).replace("\r\n..", "\r\n."));
            }
            out.write((line.startsWith("QUIT") ? "221 bye\r\n" : "250 ok\r\n").getBytes(ISO_8859_1));
            out.flush();
            return !line.isEmpty() && !line.startsWith("QUIT");
        });
        return self[0];
    }

    String host() {
        return server.getInetAddress().getHostAddress();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            Reader in = new Reader(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            out.write(greeting.getBytes(ISO_8859_1));
            out.flush();
            boolean more = true;
            while (more) {
                more = script.answer(in, out);
            }
        } catch (IOException e) {
            // the other side has gone
        }
    }

    /** Bytes as characters, one by one. */
    record Reader(InputStream in) {

        /** Up to and with the mark, or what came before the end. */
        String until(String mark) throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            int b = in.read();
            while (b >= 0) {
                read.write(b);
                if (b == mark.charAt(mark.length() - 1)
                        && read.toString(ISO_8859_1).endsWith(mark)) {
                    return read.toString(ISO_8859_1);
                }
                b = in.read();
            }
            return "";
        }

        String exactly(int length) throws IOException {
            return new String(in.readNBytes(length), ISO_8859_1);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
