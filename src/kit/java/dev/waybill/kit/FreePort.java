package dev.waybill.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that tests start. They lie below the range from which the system takes ports for outgoing connections, so
 * that a server which restarts finds its own port free.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int NUMBER = 20_000;

    /** Processes at the same time begin at different places. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 101 % NUMBER));

    private FreePort() {}

    /** Returns a port that was free on all addresses a moment ago; no other call in this process returns it soon. */
    public static int next() {
        for (int i = 0; i < NUMBER; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), NUMBER);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket all = new ServerSocket()) {
            all.setReuseAddress(false);
            all.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            return false;
        }
        try (ServerSocket loopback = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return loopback.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
