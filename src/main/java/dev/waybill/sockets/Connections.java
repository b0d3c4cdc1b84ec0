package dev.waybill.sockets;

import dev.waybill.sockets.ClientConnection.Phase;
import dev.waybill.sockets.TurnedAwayCounts.Limit;
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
 * The open connections, from the moment they are accepted, each with the deadline of its stage. An idle timeout alone
 * does not stop a sender that trickles, since each byte restarts it. The connection that idled longest is closed when
 * all connections or those of one address reach their limit. A connection with a request in flight is never closed for
 * that.
 */
public final class Connections {

    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<ClientAddress, Integer> shares = new HashMap<>();
    private final int max;
    private final int maxPerAddress;
    private final Duration patience;
    private final NamedProxies proxies;
    private final TurnedAwayCounts turnedAway;
    private final LongSupplier nanoTime;

    /**
     * @param patience the longest time from a connection's start to its first full head, TLS handshake included
     * @param proxies the proxies whose connections carry many clients and count in no share
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public Connections(
            int max,
            int maxPerAddress,
            Duration patience,
            NamedProxies proxies,
            TurnedAwayCounts turnedAway,
            LongSupplier nanoTime) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
        this.patience = patience;
        this.proxies = proxies;
        this.turnedAway = turnedAway;
        this.nanoTime = nanoTime;
    }

    /** Takes on a new connection. Returns false if there is no room for it, and none can be made. */
    synchronized boolean opened(ClientConnection newcomer) {
        return hasRoom(newcomer) && add(newcomer);
    }

    ClientConnection begin(Channel channel, InetAddress peer) {
        ClientConnection connection = new ClientConnection(channel, peer);
        enter(connection, Phase.NEW, patience);
        return connection;
    }

    /**
     * Moves a trusted proxy's connection into the share of the client that the proxy names. Returns false if there is
     * no room for it.
     */
    synchronized boolean speaksFor(ClientConnection connection, InetAddress client) {
        if (!connection.isOpen()) {
            return false;
        }
        closed(connection);
        connection.speaksFor(client);
        return opened(connection);
    }

    synchronized void closed(ClientConnection connection) {
        if (open.remove(connection)) {
            shares.computeIfPresent(connection.address(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Notes that a byte of a possible request has come. */
    void begun(ClientConnection connection) {
        connection.begins(nanoTime.getAsLong());
    }

    /** Notes that a request has come, and limits the time until its answer has gone. */
    public void busy(ClientConnection connection, Duration within) {
        enter(connection, Phase.BUSY, within);
    }

    /** Notes that a request was answered, and limits the time until the next has come. */
    public void kept(ClientConnection connection, Duration within) {
        enter(connection, Phase.KEPT, within);
    }

    /** Closes the connections whose time is up, and runs the slow-body action where a body comes too slowly. */
    public void sweep() {
        long now = nanoTime.getAsLong();
        for (ClientConnection connection : open) {
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

    /**
     * Closes the connection if it is still late. A request may have come meanwhile, which has a deadline of its own.
     */
    private void endIfLate(ClientConnection connection) {
        if (connection.isOpen() && connection.isLate(nanoTime.getAsLong())) {
            if (connection.phase() != Phase.KEPT) {
                turnedAway.at(Limit.DEADLINE);
            }
            connection.close();
        }
    }

    public int open() {
        return open.size();
    }

    private void enter(ClientConnection connection, Phase phase, Duration within) {
        long now = nanoTime.getAsLong();
        connection.enters(phase, now, now + within.toNanos());
    }

    private boolean hasRoom(ClientConnection newcomer) {
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

    private boolean makeRoom(Limit limit, Predicate<ClientConnection> among) {
        turnedAway.at(limit);
        long now = nanoTime.getAsLong();
        List<ClientConnection> idle = open.stream()
                .filter(among)
                .filter(connection -> connection.mayGo(now))
                .toList();
        if (idle.isEmpty()) {
            return false;
        }
        List<ClientConnection> waited =
                idle.stream().filter(connection -> !connection.isFresh(now)).toList();
        askToGo(longestIdle(waited.isEmpty() ? idle : waited, now));
        return true;
    }

    /**
     * Returns the longest idle connection of the address that keeps most of them. A proxy's idle connections go last.
     * The code is a plain loop, because unauthenticated clients decide how often it runs.
     */
    private ClientConnection longestIdle(List<ClientConnection> idle, long now) {
        Map<ClientAddress, Integer> kept = new HashMap<>();
        for (ClientConnection connection : idle) {
            kept.merge(connection.address(), proxies.trust(connection.client()) ? 0 : 1, Integer::sum);
        }
        ClientConnection longest = idle.get(0);
        int most = -1;
        for (ClientConnection connection : idle) {
            int its = kept.getOrDefault(connection.address(), 0);
            if (its > most || its == most && connection.nanosInPhase(now) > longest.nanosInPhase(now)) {
                longest = connection;
                most = its;
            }
        }
        return longest;
    }

    /**
     * Gives the place of an idle connection away now. The connection stays if a request comes first, and the limit is
     * exceeded by one for a while.
     */
    private void askToGo(ClientConnection idle) {
        closed(idle);
        idle.afterReading(() -> {
            if (idle.mayGo(nanoTime.getAsLong())) {
                idle.close();
            } else {
                stays(idle);
            }
        });
    }

    private synchronized void stays(ClientConnection connection) {
        if (connection.isOpen()) {
            add(connection);
        }
    }

    private boolean add(ClientConnection connection) {
        if (open.add(connection)) {
            shares.merge(connection.address(), 1, Integer::sum);
        }
        return true;
    }

    private int share(ClientConnection connection) {
        return proxies.trust(connection.client()) ? 0 : shares.getOrDefault(connection.address(), 0);
    }
}
