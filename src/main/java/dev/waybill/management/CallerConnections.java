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
 * The management port's connections, shared fairly. An address may use its share of them, a trusted proxy half of all.
 * The address with the most loses its oldest one when all are in use. A newcomer therefore always gets in. A connection
 * whose request is not complete in time is closed, because Tomcat's own limits restart with each byte.
 */
final class CallerConnections extends NioEndpoint {

    private static final long INSIDE = Long.MAX_VALUE;

    private final Map<String, Long> waitingSince = new ConcurrentHashMap<>();
    private volatile @Nullable Rules rules;

    /**
     * @param ofOne the limit of connections of one address
     * @param within the longest time for a whole request to come in, from the end of the one before
     */
    record Rules(int ofOne, Duration within, TrustedProxies proxies, CallerRefusals away) {}

    void keep(Rules rules) {
        this.rules = rules;
    }

    /** Notes that a whole request is there: from now on the hub has to act. */
    void isInside(String connection) {
        waitingSince.put(connection, INSIDE);
    }

    /** Notes that the request is answered: from now on the caller has to act. */
    void isAnswered(String connection) {
        waitingSince.put(connection, System.nanoTime());
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        Rules kept = rules;
        if (kept != null && !admits(socket, kept)) {
            destroySocket(socket);
            return true; // already closed
        }
        return super.setSocketOptions(socket);
    }

    private boolean admits(SocketChannel socket, Rules kept) {
        if (!(address(socket) instanceof String address)) {
            return true; // the connection is gone, and Tomcat will notice
        }
        Map<String, List<SocketWrapperBase<NioChannel>>> open = getConnections().stream()
                .filter(connection -> connection.getRemoteAddr() != null)
                .collect(Collectors.groupingBy(connection -> AddressShare.of(connection.getRemoteAddr())));
        int share = kept.proxies().contains(address) ? getMaxConnections() / 2 : kept.ofOne();
        if (open.getOrDefault(AddressShare.of(address), List.of()).size() >= share) {
            kept.away().count(Cause.CONNECTIONS, address);
            return false;
        }
        if (getConnections().size() >= getMaxConnections() - 1) { // with one more, Tomcat would wait for one to end
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

    /** Starts the sweeps on the server's own threads, so that they end with them. */
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

    /** Returns the connection's number; connections are numbered as they come. */
    private static long number(SocketWrapperBase<NioChannel> connection) {
        return Long.parseUnsignedLong(id(connection), 16);
    }
}
