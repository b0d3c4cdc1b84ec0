package dev.waybill.sockets;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The address under which a client's share is counted: one IPv4 address, or the /56 of an IPv6 address. A subscriber
 * can use any number of addresses in an IPv6 /56.
 *
 * @param bits the address, or its first 56 bits
 * @param six true for IPv6
 */
public record ClientAddress(long bits, boolean six) {

    public static ClientAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? new ClientAddress(ByteBuffer.wrap(bytes).getInt(), false)
                : new ClientAddress(ByteBuffer.wrap(bytes).getLong() & ~0xFFL, true);
    }
}
