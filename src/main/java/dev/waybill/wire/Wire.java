package dev.waybill.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records the output of one call of a route. The clients run on the thread that makes the call, so they find the
 * recorder there.
 */
public final class Wire {

    /** Schemes whose clients record their output; of all others only the route's intention is known. */
    private static final Set<String> READ = Set.of("http", "https", "smtp", "smtps", "sftp", "kafka", "amqp", "jms");

    private static final ThreadLocal<Wire> LISTENING = new ThreadLocal<>();

    private final int most;
    private final byte[] received;
    private final List<WireMessage> messages = new ArrayList<>();
    private Runnable hangUp = () -> {};
    private @Nullable HttpAnswer answer;

    private Wire(int most, byte[] received) {
        this.most = most;
        this.received = received;
    }

    /** True if the clients behind such an address record their output. */
    public static boolean reads(String scheme) {
        return READ.contains(scheme);
    }

    /**
     * Starts recording on this thread.
     *
     * @param most limit of the bytes kept of each body
     * @param received a body that is not kept a second time if it goes out unchanged
     */
    public static Wire listen(int most, byte[] received) {
        Wire wire = new Wire(most, received);
        LISTENING.set(wire);
        return wire;
    }

    /** Stops recording on this thread. */
    public static void stop() {
        LISTENING.remove();
    }

    /**
     * Begins the record of a request, a mail or a file.
     *
     * @param where the first line of the record: the address, without any secret
     * @return the record of its bytes; null if nothing is recorded on this thread
     */
    public static @Nullable WireMessage begin(String where) {
        Wire wire = LISTENING.get();
        return wire == null ? null : wire.add(where);
    }

    /** Adds a line to the last record begun on this thread; does nothing if there is none. */
    public static void note(String line) {
        Wire wire = LISTENING.get();
        WireMessage last = wire == null ? null : wire.last();
        if (last != null) {
            last.line(line);
        }
    }

    /**
     * Sets how another thread can end the call of this thread. No interrupt reaches a platform thread that reads from a
     * socket.
     */
    static void endsBy(Runnable hangUp) {
        Wire wire = LISTENING.get();
        if (wire != null) {
            wire.setHangUp(hangUp);
        }
    }

    /** True if something is recorded on this thread, so that an answer is worth a copy. */
    static boolean listens() {
        return LISTENING.get() != null;
    }

    /** Keeps the answer to the last request of this thread. */
    static void answered(HttpAnswer answer) {
        Wire wire = LISTENING.get();
        if (wire != null) {
            wire.setAnswer(answer);
        }
    }

    /** Ends the wait of the call, if its client said how. */
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

    private synchronized void setAnswer(HttpAnswer answer) {
        this.answer = answer;
    }

    /** Returns the answer to the last request; null without one. */
    public synchronized @Nullable HttpAnswer answer() {
        return answer;
    }

    /** Returns the calls begun so far, in order; more may come until the last one ends. */
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
