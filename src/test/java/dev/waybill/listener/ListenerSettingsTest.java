package dev.waybill.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ListenerSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, '', true",
        "192.0.2.1, '', true",
        "::, '', true",
        "127.0.0.1, '', false",
        "localhost, '', false",
        "::1, '', false",
        "0.0.0.0, cert.pem, false"
    })
    void clear_http_that_others_reach_is_told_apart(String host, String certificate, boolean clear) {
        ListenerSettings settings = bound(Map.of("host", host, "certificate", certificate, "key", certificate));

        assertThat(settings.isClearToOthers()).isEqualTo(clear);
    }

    @Test
    void a_provider_with_four_addresses_at_full_load_meets_no_share() {
        ListenerSettings settings = bound(Map.of());

        assertThat(4 * settings.connectionsPerAddress()).isGreaterThanOrEqualTo(settings.maxConnections());
        assertThat(4 * settings.roomPerAddress().requests())
                .isGreaterThanOrEqualTo(settings.room().requests());
        assertThat(4 * settings.roomPerAddress().bytes())
                .isGreaterThanOrEqualTo(settings.room().bytes());
    }

    @Test
    void the_reserve_is_a_part_of_the_whole() {
        ListenerSettings settings =
                bound(Map.of("reserve", "25", "max-in-flight", "1024", "max-in-flight-bytes", "64MB"));

        assertThat(settings.roomInReserve()).isEqualTo(new Admission.Room(256, 16 << 20));
    }

    private static ListenerSettings bound(Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>();
        changed.forEach((name, value) -> settings.put("waybill.listener." + name, value));
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.listener", ListenerSettings.class);
    }
}
