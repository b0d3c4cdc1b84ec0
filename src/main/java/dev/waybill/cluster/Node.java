package dev.waybill.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * This hub among the live ones. A start, and every return after being declared dead, is a new incarnation with an id
 * of its own: leases name the incarnation, so a hub that slept past its lease can't settle what others took over.
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

    /** @param nanoTime the monotonic clock, in nanoseconds, as {@link System#nanoTime()} */
    public Node(JdbcClient jdbc, String name, Duration lease, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.name = name;
        this.lease = lease;
        this.nanoTime = nanoTime;
    }

    /** The present incarnation; what a lease taken now is owned by. */
    public long id() {
        if (!registered) {
            throw new IllegalStateException("This node is not registered yet");
        }
        return id;
    }

    /** Whether work may be started: the last heartbeat that arrived was sent less than half a lease ago. */
    public boolean fresh() {
        return registered && nanoTime.getAsLong() - beatSentAt < lease.toNanos() / 2;
    }

    /** Whether work leased by that incarnation may be started: it is the present one, and fresh. */
    public boolean fresh(long incarnation) {
        return fresh() && incarnation == id;
    }

    /** Pushes the lease ahead; registers as a new incarnation the first time and after having been declared dead. */
    public synchronized void beat() {
        long sentAt = nanoTime.getAsLong();
        if (!registered || !push()) {
            register();
        }
        beatSentAt = sentAt;
    }

    /**
     * Forgets the nodes whose lease ran out, so that their work is free for the others. Never itself: a hub that slept
     * and was not missed goes on with what it holds, instead of handing it over a second time.
     */
    public void bury() {
        int dead = jdbc.sql(BURY).param("self", id).update();
        if (dead > 0) {
            LOG.warn(
                    "{} node(s) gave no sign of life for {} s: the live ones take over what they held",
                    dead,
                    lease.toSeconds());
        }
    }

    /** Says goodbye: what this node still holds is free at the others' next tick. */
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
            LOG.warn("Node {} was declared dead by the others: going on as a new incarnation", id);
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
