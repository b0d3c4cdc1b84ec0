package dev.waybill.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One open connection: who calls, and by when it must have moved on. */
public final class ClientConnection {

    /** A sender's first byte follows at once, and its head within a few round trips, those of TLS included. */
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
        /** It was answered, and may be used again. */
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

    /** Whose share it counts in. */
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

    /** A byte has come; that changes nothing for a request that is inside, nor for its deadline. */
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
     * Whether it may be closed for a newcomer: no byte of a request has come, or its head is slow. One whose event loop has
     * yet to take it on may not: Netty would log that.
     */
    boolean mayGo(long now) {
        return channel.isRegistered()
                && switch (phase) {
                    case NEW, KEPT -> true;
                    case BEGUN -> nanosInPhase(now) > HEAD_NANOS;
                    case BUSY -> false;
                };
    }

    /** Whether it is so new that its first byte may be under way. */
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

    /** Runs what needs the connection's event loop; nothing if the connection is gone. */
    void onLoop(Runnable what) {
        if (channel.isRegistered()) {
            try {
                channel.eventLoop().execute(what);
            } catch (RejectedExecutionException stopped) {
                channel.unsafe().closeForcibly();
            }
        }
    }

    /** As above, after whatever the kernel has for the connection by now was read. */
    void afterReading(Runnable what) {
        onLoop(() -> channel.eventLoop().schedule(what, 0, TimeUnit.NANOSECONDS));
    }

    /**
     * Closes it without a last write, which a peer that doesn't read would never let through. What it has not read is
     * dropped, and the kernel keeps nothing for it either; a peer that idles is told in the ordinary way.
     */
    public void cut() {
        onLoop(this::close);
    }

    /** The same at once, on its event loop. */
    void close() {
        if (channel.isOpen()) {
            if (phase == Phase.BUSY || !channel.isWritable()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            channel.unsafe().close(channel.voidPromise());
        }
    }
}
