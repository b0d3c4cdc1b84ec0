package dev.waybill.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names of this machine. Data sent there passes no network, so it may go unencrypted. */
public final class Loopback {

    private static final Pattern NAMES =
            Pattern.compile("(.+\\.)?localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

    private Loopback() {}

    /** True if the name is one of them by its spelling. A resolver's answer for other names may change. */
    public static boolean is(String host) {
        return NAMES.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
