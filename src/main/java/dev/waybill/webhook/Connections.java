package dev.waybill.webhook;

import dev.waybill.webhook.Connection.Phase;
import dev.waybill.webhook.TurnedAway.Limit;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The open connections, from the moment they are accepted, each with the moment by which it must have moved on. An idle
 * timeout alone does not stop a sender that trickles: each byte starts it anew. When there are too many, of all or of one
 * address, the one that has idled longest goes: never one with a request inside.
 */
final class Connections {

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Map<Address, Integer> shares = new HashMap<>();
    private final int max;
    private final int maxPerAddress;
    private final Duration patience;
    private final Proxies proxies;
    private final TurnedAway turnedAway;
    private final LongSupplier nanoTime;

    /**
     * @param patience how long a connection may take from its begin to its first full head, TLS handshake included
     * @param proxies whose connections are those of many, and in nobody's share
     * @param nanoTime a monotonic clock in nanoseconds
     */
    Connections(
            int max,
            int maxPerAddress,
            Duration patience,
            Proxies proxies,
            TurnedAway turnedAway,
            LongSupplier nanoTime) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
        this.patience = patience;
        this.proxies = proxies;
        this.turnedAway = turnedAway;
        this.nanoTime = nanoTime;
    }

    /** Takes a new connection on. @return false if there is no room for it, and none to be made */
    synchronized boolean opened(Connection newcomer) {
        return hasRoom(newcomer) && add(newcomer);
    }

    Connection begin(Channel channel, InetAddress peer) {
        Connection connection = new Connection(channel, peer);
        enter(connection, Phase.NEW, patience);
        return connection;
    }

    /** A trusted proxy said for whom it calls: the connection is in that one's share from now on. @return as above */
    synchronized boolean speaksFor(Connection connection, InetAddress client) {
        if (!connection.isOpen()) {
            return false;
        }
        closed(connection);
        connection.speaksFor(client);
        return opened(connection);
    }

    synchronized void closed(Connection connection) {
        if (open.remove(connection)) {
            shares.computeIfPresent(connection.address(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    /** A byte of what may become a request has come. */
    void begun(Connection connection) {
        connection.begins(nanoTime.getAsLong());
    }

    /** A request has come: this long until its answer has gone. */
    void busy(Connection connection, Duration within) {
        enter(connection, Phase.BUSY, within);
    }

    /** A request was answered: this long until the next has come. */
    void kept(Connection connection, Duration within) {
        enter(connection, Phase.KEPT, within);
    }

    /** Closes the connections whose time is up, and tells those whose body comes too slowly. */
    void sweep() {
        long now = nanoTime.getAsLong();
        for (Connection connection : open) {
            BodyPace body = connection.body();
            if (body != null) {
                if (body.isSlow(now) || connection.isLate(now)) {
                    connection.reads(null);
                    turnedAway.at(Limit.SLOW_BODY);
                    connection.onLoop(body.whenSlow());
                }
            } else if (connection.isLate(now)) {
                connection.afterReading(() -> endIfLate(connection));
            }
        }
    }

    /** A request may have come meanwhile, which has a time of its own. */
    private void endIfLate(Connection connection) {
        if (connection.isOpen() && connection.isLate(nanoTime.getAsLong())) {
            if (connection.phase() != Phase.KEPT) {
                turnedAway.at(Limit.DEADLINE);
            }
            connection.close();
        }
    }

    int open() {
        return open.size();
    }

    private void enter(Connection connection, Phase phase, Duration within) {
        long now = nanoTime.getAsLong();
        connection.enters(phase, now, now + within.toNanos());
    }

    private boolean hasRoom(Connection newcomer) {
        while (share(newcomer) >= maxPerAddress) {
            if (!makeRoom(Limit.ADDRESS_CONNECTIONS, other -> other.address().equals(newcomer.address()))) {
                return false;
            }
        }
        while (open.size() >= max) {
            if (!makeRoom(Limit.CONNECTIONS, other -> true)) {
                return false;
            }
        }
        return true;
    }

    private boolean makeRoom(Limit limit, Predicate<Connection> among) {
        turnedAway.at(limit);
        long now = nanoTime.getAsLong();
        List<Connection> idle = open.stream()
                .filter(among)
                .filter(connection -> connection.mayGo(now))
                .toList();
        if (idle.isEmpty()) {
            return false;
        }
        List<Connection> waited =
                idle.stream().filter(connection -> !connection.isFresh(now)).toList();
        askToGo(longestIdle(waited.isEmpty() ? idle : waited, now));
        return true;
    }

    /** Of the address that keeps the most of them; what a proxy keeps ready goes last. A loop: strangers decide how often. */
    private Connection longestIdle(List<Connection> idle, long now) {
        Map<Address, Integer> kept = new HashMap<>();
        for (Connection connection : idle) {
            kept.merge(connection.address(), proxies.trust(connection.client()) ? 0 : 1, Integer::sum);
        }
        Connection longest = idle.get(0);
        int most = -1;
        for (Connection connection : idle) {
            int its = kept.getOrDefault(connection.address(), 0);
            if (its > most || its == most && connection.nanosInPhase(now) > longest.nanosInPhase(now)) {
                longest = connection;
                most = its;
            }
        }
        return longest;
    }

    /** Its place is given away now. It stays all the same if a request comes first: then there is one too many for a while. */
    private void askToGo(Connection idle) {
        closed(idle);
        idle.afterReading(() -> {
            if (idle.mayGo(nanoTime.getAsLong())) {
                idle.close();
            } else {
                stays(idle);
            }
        });
    }

    private synchronized void stays(Connection connection) {
        if (connection.isOpen()) {
            add(connection);
        }
    }

    private boolean add(Connection connection) {
        if (open.add(connection)) {
            shares.merge(connection.address(), 1, Integer::sum);
        }
        return true;
    }

    private int share(Connection connection) {
        return proxies.trust(connection.client()) ? 0 : shares.getOrDefault(connection.address(), 0);
    }
}
