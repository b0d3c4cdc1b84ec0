package dev.waybill.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what one call of a route puts on the wire. The clients run on the thread that makes the call, so that they
 * find it there.
 */
public final class Wire {

    /** Their clients tell what they write; of all others only the route's intention is known. */
    private static final Set<String> READ = Set.of("http", "https", "smtp", "smtps", "sftp");

    private static final ThreadLocal<Wire> LISTENING = new ThreadLocal<>();

    private final int most;
    private final byte[] received;
    private final List<WireMessage> messages = new ArrayList<>();
    private Runnable hangUp = () -> {};

    private Wire(int most, byte[] received) {
        this.most = most;
        this.received = received;
    }

    /** Whether the clients behind such an address tell what they write. */
    public static boolean reads(String scheme) {
        return READ.contains(scheme);
    }

    /**
     * From now on, on this thread.
     *
     * @param most bytes of each body that are kept
     * @param received a body that is not kept a second time when it goes out as it is
     */
    public static Wire listen(int most, byte[] received) {
        Wire wire = new Wire(most, received);
        LISTENING.set(wire);
        return wire;
    }

    /** No longer, on this thread. */
    public static void stop() {
        LISTENING.remove();
    }

    /**
     * A request, a mail or a file begins to be written.
     *
     * @param where the first line of what is known of it: where it goes, without anything secret
     * @return where its bytes are told; null if nobody listens
     */
    public static @Nullable WireMessage begin(String where) {
        Wire wire = LISTENING.get();
        return wire == null ? null : wire.add(where);
    }

    /** One more line about what was begun last on this thread; nothing if nobody listens. */
    public static void note(String line) {
        Wire wire = LISTENING.get();
        WireMessage last = wire == null ? null : wire.last();
        if (last != null) {
            last.line(line);
        }
    }

    /**
     * How the call of this thread can be ended by another one: no interrupt reaches a thread of the system that reads from
     * a socket.
     */
    static void endsBy(Runnable hangUp) {
        Wire wire = LISTENING.get();
        if (wire != null) {
            wire.setHangUp(hangUp);
        }
    }

    /** Ends what the call waits for, if its client said how. */
    public void hangUp() {
        Runnable how;
        synchronized (this) {
            how = hangUp;
        }
        how.run();
    }

    private synchronized void setHangUp(Runnable hangUp) {
        this.hangUp = hangUp;
    }

    /** The calls begun, in that order; more may come until the last ends. */
    public synchronized List<WireMessage> messages() {
        return List.copyOf(messages);
    }

    public synchronized @Nullable WireMessage last() {
        return messages.isEmpty() ? null : messages.getLast();
    }

    private synchronized WireMessage add(String where) {
        WireMessage message = new WireMessage(where, most, received);
        messages.add(message);
        return message;
    }
}
