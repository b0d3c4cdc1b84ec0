package dev.waybill.connection;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Where a client comes from, as far as its share goes: one IPv4 address, or the /56 of an IPv6 one: a subscriber
 * has as many addresses of that as they like.
 *
 * @param bits the address, or its first 56 bits
 * @param six whether it is IPv6
 */
public record ClientAddress(long bits, boolean six) {

    public static ClientAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? new ClientAddress(ByteBuffer.wrap(bytes).getInt(), false)
                : new ClientAddress(ByteBuffer.wrap(bytes).getLong() & ~0xFFL, true);
    }
}
