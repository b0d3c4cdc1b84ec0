package dev.waybill.signin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** The part of an address that limits are counted by: all of an IPv4 one, the /56 of an IPv6 one, as at the public door. */
public final class AddressShare {

    private static final int BYTES = 7;

    private AddressShare() {}

    /** @param address as the server writes it; a text that is no IPv6 address is its own share */
    public static String of(String address) {
        int scope = address.indexOf('%');
        String plain = scope < 0 ? address : address.substring(0, scope);
        if (plain.indexOf(':') < 0) {
            return plain;
        }
        try {
            byte[] bytes = InetAddress.getByName(plain).getAddress(); // with a colon it is no name: nobody is asked
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, BYTES) : plain;
        } catch (UnknownHostException e) {
            return plain;
        }
    }
}
