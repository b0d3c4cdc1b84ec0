package dev.waybill.management;

import dev.waybill.management.CallerRefusals.Cause;
import dev.waybill.signin.AddressShare;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The management port's connections. An address has its share of them, a proxy that is trusted half of all; when all are
 * in use, the one with the most gives its eldest up, so that a newcomer always gets in. A request that is not there as a
 * whole in time ends with its connection: Tomcat's own limits begin anew with each byte.
 */
final class CallerConnections extends NioEndpoint {

    private static final long INSIDE = Long.MAX_VALUE;

    private final Map<String, Long> waitingSince = new ConcurrentHashMap<>();
    private volatile @Nullable Rules rules;

    /**
     * @param ofOne connections of an address
     * @param within how long a request may take to come in, from the end of the one before
     */
    record Rules(int ofOne, Duration within, TrustedProxies proxies, CallerRefusals away) {}

    void keep(Rules rules) {
        this.rules = rules;
    }

    /** From now on it is our turn: the request of this connection is there. */
    void isInside(String connection) {
        waitingSince.put(connection, INSIDE);
    }

    /** From now on it is the caller's turn. */
    void isAnswered(String connection) {
        waitingSince.put(connection, System.nanoTime());
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        Rules kept = rules;
        if (kept != null && !admits(socket, kept)) {
            destroySocket(socket);
            return true; // it is dealt with
        }
        return super.setSocketOptions(socket);
    }

    private boolean admits(SocketChannel socket, Rules kept) {
        if (!(address(socket) instanceof String address)) {
            return true; // it is gone already, as will be seen
        }
        Map<String, List<SocketWrapperBase<NioChannel>>> open = getConnections().stream()
                .filter(connection -> connection.getRemoteAddr() != null)
                .collect(Collectors.groupingBy(connection -> AddressShare.of(connection.getRemoteAddr())));
        int share = kept.proxies().contains(address) ? getMaxConnections() / 2 : kept.ofOne();
        if (open.getOrDefault(AddressShare.of(address), List.of()).size() >= share) {
            kept.away().count(Cause.CONNECTIONS, address);
            return false;
        }
        if (getConnections().size() >= getMaxConnections() - 1) { // one more, and Tomcat would wait for an end
            open.values().stream()
                    .reduce((one, other) -> other.size() > one.size() ? other : one)
                    .ifPresent(most -> closeEldest(most, kept));
        }
        return true;
    }

    private static void closeEldest(List<SocketWrapperBase<NioChannel>> most, Rules kept) {
        kept.away().count(Cause.CROWDED, most.getFirst().getRemoteAddr());
        most.stream()
                .reduce((one, other) -> number(other) < number(one) ? other : one)
                .ifPresent(SocketWrapperBase::close);
    }

    private static @Nullable String address(SocketChannel socket) {
        try {
            return socket.getRemoteAddress() instanceof InetSocketAddress peer
                    ? peer.getAddress().getHostAddress()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Its sweeps end with the server's own threads. */
    @Override
    public void startInternal() throws Exception {
        super.startInternal();
        if (rules instanceof Rules kept) {
            getUtilityExecutor().scheduleWithFixedDelay(() -> closeSlow(kept), 1, 1, TimeUnit.SECONDS);
        }
    }

    private void closeSlow(Rules kept) {
        long now = System.nanoTime();
        Map<String, SocketWrapperBase<NioChannel>> open = getConnections().stream()
                .collect(Collectors.toMap(CallerConnections::id, Function.identity(), (one, other) -> one));
        Set<String> gone = new HashSet<>(waitingSince.keySet());
        gone.removeAll(open.keySet());
        gone.forEach(waitingSince::remove);
        open.forEach((id, connection) -> {
            long since = waitingSince.computeIfAbsent(id, first -> now);
            if (since != INSIDE && now - since > kept.within().toNanos()) {
                kept.away().count(Cause.SLOW, String.valueOf(connection.getRemoteAddr()));
                connection.close();
            }
        });
    }

    private static String id(SocketWrapperBase<NioChannel> connection) {
        return connection.getServletConnection("http/1.1", "").getConnectionId();
    }

    /** Connections are numbered as they come. */
    private static long number(SocketWrapperBase<NioChannel> connection) {
        return Long.parseUnsignedLong(id(connection), 16);
    }
}
