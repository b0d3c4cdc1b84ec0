package dev.waybill.kit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** In every test, {@link #NAME} has two addresses, both on loopback; nobody listens on the first. All else is as usual. */
public final class TwoAddresses extends InetAddressResolverProvider {

    public static final String NAME = "two-addresses.localhost";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {

            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                OnlyThisMachine.check(host, configuration::lookupLocalHostName);
                return NAME.equals(host) ? Stream.of(loopback(66), loopback(1)) : usual.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "two addresses";
    }

    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(NAME, new byte[] {127, 0, 0, (byte) last});
    }
}
