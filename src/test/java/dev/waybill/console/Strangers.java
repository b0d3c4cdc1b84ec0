package dev.waybill.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Connections that send a byte now and then, from whatever loopback address. */
final class Strangers implements AutoCloseable {

    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();

    Strangers(int port) {
        this.port = port;
        trickle.scheduleWithFixedDelay(() -> sockets.forEach(Strangers::oneByte), 300, 300, TimeUnit.MILLISECONDS);
    }

    /** One more, which has sent so much of its request. */
    Socket from(String address, String begun) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
        try {
            socket.getOutputStream().write(begun.getBytes(UTF_8));
        } catch (IOException e) {
            // closed already
        }
        sockets.add(socket);
        return socket;
    }

    /** The first line that came back at once; empty if nothing has, or it was closed. */
    static String answer(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        byte[] first = new byte[12];
        try {
            int read = socket.getInputStream().readNBytes(first, 0, first.length);
            return new String(first, 0, read, UTF_8);
        } catch (SocketTimeoutException e) {
            return "waits";
        } catch (IOException e) {
            return "";
        }
    }

    /** The number that is still open as far as can be seen from here. */
    long open() {
        return sockets.stream().filter(Strangers::isOpen).count();
    }

    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().skip(4096) > 0
                    || socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void oneByte(Socket socket) {
        try {
            socket.getOutputStream().write('a');
        } catch (IOException e) {
            // closed by the hub
        }
    }

    @Override
    public void close() throws IOException {
        trickle.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
