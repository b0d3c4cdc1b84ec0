package dev.waybill.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedProxiesTest {

    private final NamedProxies proxies =
            NamedProxies.of(List.of("10.0.0.0/8", "192.168.7.128/25", "fd00::/8", "203.0.113.9"));

    @ParameterizedTest
    @CsvSource({
        "10.255.0.1, true",
        "11.0.0.1, false",
        "192.168.7.127, false",
        "192.168.7.128, true",
        "203.0.113.9, true",
        "203.0.113.8, false",
        "fdff::1, true",
        "fe80::1, false",
        "::ffff:10.0.0.1, true"
    })
    void only_named_ones_are_trusted(String peer, boolean trusted) throws Exception {
        assertThat(proxies.trust(InetAddress.getByName(peer))).isEqualTo(trusted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        10.0.0.1    | 198.51.100.7                           | 198.51.100.7
        10.0.0.1    | 198.51.100.7:4711                      | 198.51.100.7
        10.0.0.1    | [2001:db8::7]:4711                     | 2001:db8::7
        10.0.0.1    | 2001:db8::7                            | 2001:db8::7
        10.0.0.1    | 1.1.1.1, 198.51.100.7                  | 198.51.100.7
        10.0.0.1    | 1.1.1.1, 198.51.100.7, 10.0.0.2        | 198.51.100.7
        10.0.0.1    | 10.0.0.3,10.0.0.2                      | 10.0.0.3
        10.0.0.1    | unknown                                | 10.0.0.1
        10.0.0.1    | 198.51.100.7, unknown                  | 10.0.0.1
        10.0.0.1    | ,                                      | 10.0.0.1
        11.0.0.1    | 198.51.100.7                           | 11.0.0.1
        """)
    void the_client_is_the_last_that_no_named_proxy_wrote(String peer, String forwarded, String client)
            throws Exception {
        assertThat(proxies.clientBehind(InetAddress.getByName(peer), List.of(forwarded)))
                .isEqualTo(InetAddress.getByName(client));
    }

    @Test
    void without_a_header_it_is_the_proxy_and_several_lines_are_one_list() throws Exception {
        InetAddress proxy = InetAddress.getByName("10.0.0.1");

        assertThat(proxies.clientBehind(proxy, List.of())).isEqualTo(proxy);
        assertThat(proxies.clientBehind(proxy, List.of("1.1.1.1", "198.51.100.7")))
                .isEqualTo(InetAddress.getByName("198.51.100.7"));
    }

    @ParameterizedTest
    @CsvSource({"proxy.lan", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "::/129", "''"})
    void a_name_is_no_address(String text) {
        assertThat(AddressRange.parse(text)).isNull();
    }
}
