package dev.waybill.management;

import dev.waybill.settings.BadSetting;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** The proxies that may name the client behind them. */
final class TrustedProxies {

    private static final String NAME = "waybill.console.trusted-proxies";
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern RANGE = Pattern.compile("[0-9A-Fa-f:.]+(/\\d{1,3})?");
    private static final Pattern IPV4_PORT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}):\\d{1,5}");
    private static final Pattern IPV6_PORT = Pattern.compile("\\[(.*)](:\\d{1,5})?");

    private final List<IpAddressMatcher> ranges;

    /**
     * Reads the proxies from the setting.
     *
     * @throws BadSetting if one is neither an address nor a range such as {@code 10.0.0.0/8}
     */
    TrustedProxies(List<String> ranges) {
        this.ranges = ranges.stream().map(TrustedProxies::range).toList();
    }

    boolean contains(String address) {
        return isAddress(address) && ranges.stream().anyMatch(range -> range.matches(address));
    }

    /**
     * Returns the caller.
     *
     * @param peer the other end of the connection
     * @param forwarded the addresses that the proxies added one after the other, the nearest one last
     * @return the last address that is no trusted proxy: all before it may be invented
     */
    String caller(String peer, List<String> forwarded) {
        String caller = peer;
        for (int i = forwarded.size() - 1; i >= 0 && contains(caller); i--) {
            String before = bare(forwarded.get(i).strip());
            if (!isAddress(before)) {
                return caller;
            }
            caller = before;
        }
        return caller;
    }

    private static String bare(String address) {
        String withoutBrackets = IPV6_PORT.matcher(address).replaceFirst("$1");
        return IPV4_PORT.matcher(withoutBrackets).replaceFirst("$1");
    }

    /** True for an IP address. A name is refused, so that a caller can't cause DNS queries. */
    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches() && text.length() <= 45;
    }

    private static IpAddressMatcher range(String text) {
        try {
            if (!RANGE.matcher(text).matches()) {
                throw new IllegalArgumentException("a name");
            }
            return new IpAddressMatcher(text);
        } catch (IllegalArgumentException e) {
            throw new BadSetting(
                    NAME, NAME + " has '%s', which is no address and no range such as 10.0.0.0/8.".formatted(text));
        }
    }
}
