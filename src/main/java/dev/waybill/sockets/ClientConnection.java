package dev.waybill.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One open connection: its client, and the deadline of its current stage. */
public final class ClientConnection {

    /**
     * The time in which a new connection's first byte normally comes. A whole head needs a few round trips, those of
     * TLS included.
     */
    private static final long FIRST_BYTE_NANOS = Duration.ofMillis(500).toNanos();

    private static final long HEAD_NANOS = Duration.ofSeconds(2).toNanos();

    private static final AttributeKey<ClientConnection> KEY = AttributeKey.valueOf(ClientConnection.class, "of");

    private final Channel channel;
    private volatile InetAddress client;
    private volatile ClientAddress address;
    private volatile Phase phase = Phase.NEW;
    private volatile long since;
    private volatile long deadline;
    private volatile @Nullable BodyPace body;

    /** The stage of a connection. */
    enum Phase {
        /** No byte has come yet. */
        NEW,
        /** Some of a head has come, or of a TLS handshake before it. */
        BEGUN,
        /** A request is read, worked on, answered or thrown away. */
        BUSY,
        /** The last request was answered, and the connection may be used again. */
        KEPT
    }

    ClientConnection(Channel channel, InetAddress client) {
        this.channel = channel;
        this.client = client;
        this.address = ClientAddress.of(client);
        channel.attr(KEY).set(this);
    }

    static ClientConnection of(Channel channel) {
        return Objects.requireNonNull(channel.attr(KEY).get());
    }

    public InetAddress client() {
        return client;
    }

    /** Returns the address in whose share the connection counts. */
    public ClientAddress address() {
        return address;
    }

    void speaksFor(InetAddress other) {
        client = other;
        address = ClientAddress.of(other);
    }

    void enters(Phase next, long now, long until) {
        deadline = until;
        since = now;
        phase = next;
    }

    /** Notes that a byte has come. A request in flight keeps its stage and its deadline. */
    void begins(long now) {
        if (phase == Phase.NEW || phase == Phase.KEPT) {
            since = now;
            phase = Phase.BEGUN;
        }
    }

    Phase phase() {
        return phase;
    }

    /**
     * True if the connection may be closed for a newcomer: no byte of a request has come, or its head is slow. A
     * connection that is not yet registered with its event loop may not: Netty would log that.
     */
    boolean mayGo(long now) {
        return channel.isRegistered()
                && switch (phase) {
                    case NEW, KEPT -> true;
                    case BEGUN -> nanosInPhase(now) > HEAD_NANOS;
                    case BUSY -> false;
                };
    }

    /** True if the connection is so new that its first byte may be under way. */
    boolean isFresh(long now) {
        return phase == Phase.NEW && nanosInPhase(now) < FIRST_BYTE_NANOS;
    }

    long nanosInPhase(long now) {
        return now - since;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    boolean isLate(long now) {
        return deadline - now < 0;
    }

    public void reads(@Nullable BodyPace pace) {
        body = pace;
    }

    @Nullable
    BodyPace body() {
        return body;
    }

    /** Runs a task on the connection's event loop. Nothing runs if the connection is gone. */
    void onLoop(Runnable what) {
        if (channel.isRegistered()) {
            try {
                channel.eventLoop().execute(what);
            } catch (RejectedExecutionException stopped) {
                channel.unsafe().closeForcibly();
            }
        }
    }

    /** Runs a task on the event loop after everything that the kernel holds for the connection by now was read. */
    void afterReading(Runnable what) {
        onLoop(() -> channel.eventLoop().schedule(what, 0, TimeUnit.NANOSECONDS));
    }

    /**
     * Closes the connection without a last write, which a peer that doesn't read would block forever. Unread answers
     * are dropped, in the kernel too. An idle peer gets an ordinary close.
     */
    public void cut() {
        onLoop(this::close);
    }

    /** Closes the connection like {@link #cut}, but at once; called on its event loop. */
    void close() {
        if (channel.isOpen()) {
            if (phase == Phase.BUSY || !channel.isWritable()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            channel.unsafe().close(channel.voidPromise());
        }
    }
}
