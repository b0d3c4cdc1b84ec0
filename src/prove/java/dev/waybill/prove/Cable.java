package dev.waybill.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A cable between a client and a server on loopback. It can be cut, stalled, slowed down, half closed or unplugged. */
final class Cable implements AutoCloseable {

    /** The faults of a cable. */
    enum Trouble {
        /** Every open connection breaks at once; new ones are fine. */
        CUT,
        /** Nobody listens: open connections break, new ones are refused. */
        REFUSE,
        /** Connections are taken and stay open, and not a byte passes. */
        STALL,
        /** Each piece of data comes a little late. */
        SLOW,
        /** The server's side says no more, while what the client says still arrives. */
        HALF_CLOSE;

        String words() {
            return switch (this) {
                case CUT -> "cut";
                case REFUSE -> "refused";
                case STALL -> "stalled";
                case SLOW -> "slow";
                case HALF_CLOSE -> "half closed";
            };
        }
    }

    private static final int LATE_MS = 30;
    private static final int SHORT_WAIT_MS = 20;

    private final int target;
    private final int port;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket listener;
    private volatile @Nullable Trouble trouble;

    private Cable(int target, int port) {
        this.target = target;
        this.port = port;
    }

    /** Leads to this port of loopback. */
    static Cable to(int target) {
        Cable cable = new Cable(target, Ports.free());
        cable.plugIn();
        return cable;
    }

    int port() {
        return port;
    }

    /** From now on, until {@link #mend}. */
    synchronized void suffer(Trouble next) {
        trouble = next;
        switch (next) {
            case CUT -> wires.forEach(Wire::cut);
            case REFUSE -> {
                unplug();
                wires.forEach(Wire::cut);
            }
            case HALF_CLOSE -> wires.forEach(Wire::halfClose);
            case STALL, SLOW -> {}
        }
    }

    /** Sound again. What was half closed stays so: the two sides have to notice by themselves. */
    synchronized void mend() {
        trouble = null;
        if (listener == null) {
            plugIn();
        }
    }

    @Override
    public synchronized void close() {
        trouble = null;
        unplug();
        wires.forEach(Wire::cut);
    }

    private void plugIn() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            listener = socket;
            Thread.ofVirtual().start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " can't be had", e);
        }
    }

    private void unplug() {
        ServerSocket socket = listener;
        listener = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException e) {
            // unplugged
        }
    }

    private void connect(Socket client) {
        Wire wire;
        try {
            wire = new Wire(client, new Socket(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            Wire.reset(client);
            return;
        }
        wires.add(wire);
        Thread.ofVirtual().start(() -> wire.pump(wire.client, wire.server));
        wire.pump(wire.server, wire.client);
    }

    /** Lets a piece of data through, at once or as late as the trouble says. */
    private void pass() {
        Trouble now = trouble;
        if (now == Trouble.SLOW) {
            LockSupport.parkNanos(LATE_MS * 1_000_000L);
        }
        while (trouble == Trouble.STALL) {
            LockSupport.parkNanos(SHORT_WAIT_MS * 1_000_000L);
        }
    }

    /** One connection: two sockets and what goes to and fro. */
    private final class Wire {

        private final Socket client;
        private final Socket server;
        private boolean oneEnded;

        Wire(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void pump(Socket from, Socket to) {
            byte[] piece = new byte[16 * 1024];
            try {
                for (int read = from.getInputStream().read(piece);
                        read >= 0;
                        read = from.getInputStream().read(piece)) {
                    pass();
                    to.getOutputStream().write(piece, 0, read);
                }
                to.shutdownOutput();
                ended();
            } catch (IOException e) {
                cut();
            }
        }

        void halfClose() {
            try {
                client.shutdownOutput();
            } catch (IOException e) {
                cut();
            }
        }

        void cut() {
            wires.remove(this);
            reset(client);
            reset(server);
        }

        private synchronized void ended() {
            if (!oneEnded) {
                oneEnded = true;
                return;
            }
            wires.remove(this);
            try (client;
                    server) {
                // both have said all they had to say
            } catch (IOException e) {
                // closed already
            }
        }

        private static void reset(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // closed already
            }
        }
    }
}
