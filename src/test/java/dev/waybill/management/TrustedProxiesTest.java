package dev.waybill.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.settings.BadSetting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8", "192.0.2.7"));

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, '1.2.3.4',                     203.0.113.9", // a stranger is not believed
        "10.0.0.1,    '1.2.3.4',                     1.2.3.4",
        "10.0.0.1,    '6.6.6.6;1.2.3.4',             1.2.3.4", // what it sent itself is not believed either
        "10.0.0.1,    '6.6.6.6;1.2.3.4;192.0.2.7',   1.2.3.4",
        "10.0.0.1,    '1.2.3.4:5678',                1.2.3.4",
        "fd00::1,     '[2001:db8::1]:443',           2001:db8::1",
        "10.0.0.1,    'evil.example',                10.0.0.1",
        "10.0.0.1,    '',                            10.0.0.1"
    })
    void the_caller_is_the_last_one_that_no_trusted_proxy_is(String peer, String forwarded, String caller) {
        assertThat(proxies.caller(peer, List.of(forwarded.split(";")))).isEqualTo(caller);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/99", "*", "10.0.0.0/8/8"})
    void what_is_no_address_stops_the_start(String range) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(range)))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("waybill.console.trusted-proxies");
    }

    @Test
    void without_a_setting_nobody_is_believed() {
        assertThat(new TrustedProxies(List.of()).caller("127.0.0.1", List.of("1.2.3.4")))
                .isEqualTo("127.0.0.1");
    }
}
