package dev.waybill.signin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * The part of an address by which limits count: a whole IPv4 address, or the /56 of an IPv6 one, as on the public port.
 */
public final class AddressShare {

    private static final int BYTES = 7;

    private AddressShare() {}

    /** @param address the address as the server writes it; a text that is no IPv6 address is its own share */
    public static String of(String address) {
        int scope = address.indexOf('%');
        String plain = scope < 0 ? address : address.substring(0, scope);
        if (plain.indexOf(':') < 0) {
            return plain;
        }
        try {
            byte[] bytes = InetAddress.getByName(plain).getAddress(); // no name, so no DNS query
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, BYTES) : plain;
        } catch (UnknownHostException e) {
            return plain;
        }
    }
}
