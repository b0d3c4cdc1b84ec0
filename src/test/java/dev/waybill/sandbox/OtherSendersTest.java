package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.waybill.kit.FreePort;
import dev.waybill.kit.ProviderSender;
import dev.waybill.listener.TestDoor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The sandbox plays each known sender, and the hub gives each order the answer that it promises. */
class OtherSendersTest {

    @Test
    void each_known_sender_is_played() throws Exception {
        List<String> sources = ProviderSender.KNOWN.stream()
                .filter(source -> !source.equals("covver"))
                .toList();
        String port = String.valueOf(FreePort.next());
        try (OtherSenders others = new OtherSenders(Clock.systemUTC())) {
            Map<String, Object> settings = new HashMap<>(OtherSenders.presets(sources));
            sources.forEach(source -> settings.putAll(others.add(source, new StandardEnvironment(), port)));
            settings.put("waybill.listener.port", port);
            try (TestDoor door = open(settings)) {
                for (int i = 0; i < 30; i++) {
                    others.sendNext();
                }

                assertThat(others.told()).noneMatch(told -> told.contains("otherwise"));
                assertThat(others.told()).anyMatch(told -> told.contains("repeated"));
                assertThat(others.told()).anyMatch(told -> told.contains("forged"));
                assertThat(door.sql
                                .sql("SELECT count(DISTINCT source) FROM inbox_event")
                                .query(Long.class)
                                .single())
                        .isEqualTo(sources.size());
            }
        }
    }

    @Test
    void a_source_of_ones_own_is_played_with_its_preset_and_its_variable() {
        StandardEnvironment hub = new StandardEnvironment();
        hub.getPropertySources()
                .addFirst(new MapPropertySource(
                        "application.yaml",
                        Map.of(
                                "waybill.sources.shop.preset", "shopify",
                                "waybill.sources.shop.secrets.current", "SHOP_SECRET")));
        try (OtherSenders others = new OtherSenders(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))) {
            assertThat(others.add("shop", hub, "8080"))
                    .containsKey("SHOP_SECRET")
                    .containsEntry("SHOP_SECRET_FILE", "");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> others.add("unknown", hub, "8080"))
                    .withMessageContaining("names unknown, which the sandbox can't play");
        }
    }

    private static TestDoor open(Map<String, Object> settings) {
        return TestDoor.open(settings.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toArray(String[]::new));
    }
}
