package dev.waybill.webhook;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Where a client comes from, as far as its share goes: one IPv4 address, or the /64 of an IPv6 one, since whoever has one
 * address of that has all of them.
 *
 * @param bits the address, or its first half
 * @param six whether it is IPv6
 */
record Address(long bits, boolean six) {

    static Address of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? new Address(ByteBuffer.wrap(bytes).getInt(), false)
                : new Address(ByteBuffer.wrap(bytes).getLong(), true);
    }
}
