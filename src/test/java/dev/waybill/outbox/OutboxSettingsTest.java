package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OutboxSettingsTest {

    @ParameterizedTest
    @CsvSource({"16KB, 16384", "0, 0", "1MB, 1048576", "100B, 100"})
    void so_much_of_what_goes_out_is_kept(String size, long bytes) {
        assertThat(of(Map.of("waybill.outbox.keep-sent", size)).keepSent().toBytes())
                .isEqualTo(bytes);
    }

    @Test
    void it_is_16_KiB_where_nobody_says() {
        assertThat(of(Map.of()).keepSent().toKilobytes()).isEqualTo(16);
    }

    private static OutboxSettings of(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waybill.outbox", OutboxSettings.class);
    }
}
