package dev.waybill.kit;

import dev.waybill.settings.Loopback;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Between its begin and its end this JVM reaches no other machine: no name is looked up (see {@link TwoAddresses}), and
 * each socket of {@code java.net} asks the proxy selector before it connects. Channels of {@code java.nio} to an address
 * in digits are not covered.
 */
public final class OnlyThisMachine extends ProxySelector {

    private static @Nullable OnlyThisMachine now;

    private final @Nullable ProxySelector usual;

    private OnlyThisMachine(@Nullable ProxySelector usual) {
        this.usual = usual;
    }

    public static synchronized void begin() {
        if (now == null) {
            now = new OnlyThisMachine(ProxySelector.getDefault());
            ProxySelector.setDefault(now);
        }
    }

    public static synchronized void end() {
        if (now != null) {
            ProxySelector.setDefault(now.usual);
            now = null;
        }
    }

    /**
     * Checks a name that is looked up.
     *
     * @param own this machine's name: the hub names itself by it, and no connection to it is let through
     * @throws UnknownHostException for another machine's name, while this is on
     */
    static void check(String host, Supplier<String> own) throws UnknownHostException {
        if (ProxySelector.getDefault() instanceof OnlyThisMachine && !Loopback.is(host) && !host.equals(own.get())) {
            throw new UnknownHostException(refusal(host));
        }
    }

    private static String refusal(String host) {
        return host + ": the sandbox reaches nothing outside this machine";
    }

    @Override
    public List<Proxy> select(@Nullable URI uri) {
        String host = uri == null ? null : uri.getHost();
        if (host == null || !Loopback.is(host)) {
            throw OnlyThisMachine.<RuntimeException>sneaky(new ConnectException(refusal(String.valueOf(host))));
        }
        return List.of(Proxy.NO_PROXY);
    }

    /** A socket's caller expects this failure as any other, though the selector may not declare it. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // nothing is learnt from it
    }
}
