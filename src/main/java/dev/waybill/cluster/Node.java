package dev.waybill.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * This hub among the live ones. A start makes a new incarnation with its own id, and so does a return after being
 * declared dead. Leases name the incarnation: a hub that slept past its lease can't settle work that others took over.
 */
public final class Node {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private static final String REGISTER = """
        INSERT INTO node (until, name) VALUES (now() + make_interval(secs => :lease), :name) RETURNING id\
        """;

    private static final String BEAT = """
        UPDATE node SET until = now() + make_interval(secs => :lease) WHERE id = :id\
        """;

    private static final String LEAVE = "DELETE FROM node WHERE id = :id";

    private static final String BURY = "DELETE FROM node WHERE until < now() AND id <> :self";

    private final JdbcClient jdbc;
    private final String name;
    private final Duration lease;
    private final LongSupplier nanoTime;

    private volatile long id;
    private volatile long beatSentAt;
    private volatile boolean registered;

    /** @param nanoTime the monotonic clock, in nanoseconds, like {@link System#nanoTime()} */
    public Node(JdbcClient jdbc, String name, Duration lease, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.name = name;
        this.lease = lease;
        this.nanoTime = nanoTime;
    }

    /** Returns the present incarnation, which owns the leases taken now. */
    public long id() {
        if (!registered) {
            throw new IllegalStateException("This node is not registered yet");
        }
        return id;
    }

    /** True if work may be started: the last successful heartbeat was sent less than half a lease ago. */
    public boolean fresh() {
        return registered && nanoTime.getAsLong() - beatSentAt < lease.toNanos() / 2;
    }

    /** True if work leased by that incarnation may be started: it is the present one, and fresh. */
    public boolean fresh(long incarnation) {
        return fresh() && incarnation == id;
    }

    /** Extends the lease. Registers as a new incarnation the first time, and after being declared dead. */
    public synchronized void beat() {
        long sentAt = nanoTime.getAsLong();
        if (!registered || !push()) {
            register();
        }
        beatSentAt = sentAt;
    }

    /**
     * Deletes the nodes whose lease ran out, so that their work is free for the others. Never deletes this node. A hub
     * that slept unnoticed continues with its leases, instead of handing work over a second time.
     */
    public void bury() {
        int dead = jdbc.sql(BURY).param("self", id).update();
        if (dead > 0) {
            LOG.warn(
                    "{} node(s) sent no heartbeat for {} s: the live nodes take over their work",
                    dead,
                    lease.toSeconds());
        }
    }

    /** Signs off: the other nodes free this node's leases at their next tick. */
    public synchronized void leave() {
        if (registered) {
            registered = false;
            jdbc.sql(LEAVE).param("id", id).update();
        }
    }

    private boolean push() {
        return jdbc.sql(BEAT).param("id", id).param("lease", seconds()).update() == 1;
    }

    private void register() {
        if (registered) {
            LOG.warn("Node {} was declared dead by the other nodes; it continues under a new id", id);
        }
        id = jdbc.sql(REGISTER)
                .param("lease", seconds())
                .param("name", name)
                .query(Long.class)
                .single();
        registered = true;
    }

    private double seconds() {
        return lease.toMillis() / 1000.0;
    }
}
