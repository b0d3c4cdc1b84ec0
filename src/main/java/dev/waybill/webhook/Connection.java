package dev.waybill.webhook;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One open connection: who calls, and by when it must have moved on. */
final class Connection {

    private static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class, "of");

    private final Channel channel;
    private volatile InetAddress client;
    private volatile Address address;
    private volatile Phase phase = Phase.NEW;
    private volatile long since;
    private volatile long deadline;
    private volatile @Nullable BodyPace body;

    /** What a connection is at. */
    enum Phase {
        /** No full head has come yet. */
        NEW,
        /** A request is read, worked on, answered or thrown away. */
        BUSY,
        /** It was answered, and may be used again. */
        KEPT
    }

    Connection(Channel channel, InetAddress client) {
        this.channel = channel;
        this.client = client;
        this.address = Address.of(client);
        channel.attr(KEY).set(this);
    }

    static Connection of(Channel channel) {
        return Objects.requireNonNull(channel.attr(KEY).get());
    }

    InetAddress client() {
        return client;
    }

    /** Whose share it counts in. */
    Address address() {
        return address;
    }

    void speaksFor(InetAddress other) {
        client = other;
        address = Address.of(other);
    }

    void enters(Phase next, long now, long until) {
        deadline = until;
        since = now;
        phase = next;
    }

    Phase phase() {
        return phase;
    }

    /** Whether it may be closed for a newcomer. One whose event loop has yet to take it on may not: Netty would log that. */
    boolean isIdle() {
        return phase != Phase.BUSY && channel.isRegistered();
    }

    long nanosInPhase(long now) {
        return now - since;
    }

    boolean isLate(long now) {
        return deadline - now < 0;
    }

    void reads(@Nullable BodyPace pace) {
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

    /**
     * Closes it without a last write, which a peer that doesn't read would never let through. What it has not read is
     * dropped, and the kernel keeps nothing for it either; a peer that idles is told in the ordinary way.
     */
    void cut() {
        onLoop(() -> {
            if (channel.isOpen()) {
                if (phase == Phase.BUSY || !channel.isWritable()) {
                    channel.config().setOption(ChannelOption.SO_LINGER, 0);
                }
                channel.unsafe().close(channel.voidPromise());
            }
        });
    }
}
