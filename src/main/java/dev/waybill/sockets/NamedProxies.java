package dev.waybill.sockets;

import dev.waybill.settings.BadSetting;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proxies that may name the client behind them. Such claims by any other peer are ignored. */
public final class NamedProxies {

    private final List<AddressRange> networks;

    private NamedProxies(List<AddressRange> networks) {
        this.networks = networks;
    }

    /**
     * Reads the proxies from the setting.
     *
     * @throws BadSetting if one is neither an address nor a range of addresses
     */
    public static NamedProxies of(List<String> named) {
        List<AddressRange> networks = new ArrayList<>();
        for (String text : named) {
            AddressRange network = AddressRange.parse(text.strip());
            if (network == null) {
                throw new BadSetting(
                        "waybill.listener.trusted-proxies",
                        "waybill.listener.trusted-proxies names '%s', which is no address and no range, such as 10.0.0.0/8."
                                .formatted(text));
            }
            networks.add(network);
        }
        return new NamedProxies(List.copyOf(networks));
    }

    public boolean trust(InetAddress peer) {
        for (AddressRange network : networks) {
            if (network.contains(peer)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the client behind a peer. Each proxy appends the address of its caller, so the list is read from its end.
     * Reading stops at the first address that is not a named proxy.
     *
     * @param forwardedFor the values of X-Forwarded-For as received
     */
    public InetAddress clientBehind(InetAddress peer, List<String> forwardedFor) {
        InetAddress client = peer;
        String all = String.join(",", forwardedFor);
        int end = all.length();
        while (end > 0 && trust(client)) {
            int comma = all.lastIndexOf(',', end - 1);
            InetAddress before = read(all.substring(comma + 1, end).strip());
            if (before == null) {
                return client;
            }
            client = before;
            end = comma;
        }
        return client;
    }

    /** Reads an address, with or without a port, since some proxies write one. */
    private static @Nullable InetAddress read(String text) {
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            return NetUtil.createInetAddressFromIpAddressString(text.substring(1, bracket));
        }
        int colon = text.indexOf(':');
        boolean port = colon > 0 && colon == text.lastIndexOf(':');
        return NetUtil.createInetAddressFromIpAddressString(port ? text.substring(0, colon) : text);
    }
}
