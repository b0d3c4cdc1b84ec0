package dev.waybill.prove;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay ours while nobody listens: below those that systems give to outgoing connections, which would
 * otherwise take the port of a killed hub before it is back.
 */
public final class Ports {

    private static final int FROM = 12_000;
    private static final int TO = 32_000;

    private Ports() {}

    public static int free() {
        for (int tried = 0; tried < 100; tried++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody has it: another
            }
        }
        throw new IllegalStateException("No port is free between %d and %d".formatted(FROM, TO));
    }
}
