package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsHereTest {

    private static final String ERP_DE = "waybill.connections.erp-de.http.";

    @Test
    void the_shipped_settings_have_no_finding() {
        assertThat(SettingsHere.findings()).isEmpty();
    }

    @Test
    void half_a_login_is_told_in_the_words_of_a_start() {
        assertThat(findings(Map.of("url", "https://erp.example", "api-key-header", "X-Api-Key")))
                .containsExactly("application.yaml: waybill.connections.erp-de.http.api-key is missing, but"
                        + " waybill.connections.erp-de.http.api-key-header is set: both or neither");
    }

    @Test
    void a_variable_that_is_not_set_here_may_be_set_on_the_hub() {
        assertThat(findings(Map.of(
                        "url", "https://erp.example", "api-key-header", "X-Api-Key", "api-key", "${ERP_DE_KEY:}")))
                .containsExactly("warning application.yaml: ERP_DE_KEY is missing, but"
                        + " waybill.connections.erp-de.http.api-key-header is set: both or neither");
    }

    @Test
    void a_file_that_is_not_here_may_be_on_the_hub() {
        assertThat(findings(Map.of(
                        "url",
                        "https://erp.example",
                        "api-key-header",
                        "X-Api-Key",
                        "api-key-file",
                        "/none/erp-de.key")))
                .containsExactly("warning application.yaml: waybill.connections.erp-de.http.api-key-file names a file"
                        + " that can't be read: /none/erp-de.key");
    }

    @Test
    void a_source_that_a_start_would_refuse_is_told_in_its_words() {
        assertThat(of(Map.of("waybill.sources.orders.preset", "kafak", "waybill.sources.shop.secrets.current", "SHOP")))
                .singleElement()
                .asString()
                .startsWith("application.yaml: waybill.sources.orders.preset is 'kafak', which is no preset: use one of"
                        + " adyen,");
        assertThat(of(Map.of("waybill.sources.shop.secrets.current", "SHOP"))).isEmpty();
    }

    @Test
    void a_buffer_that_a_start_would_refuse_is_told_in_its_words() {
        String buffer = "waybill.sources.shop.buffer.";
        assertThat(of(Map.of("waybill.sources.shop.secrets.current", "SHOP", buffer + "topic", "in")))
                .containsExactly("application.yaml: %sconnection is missing, but %stopic is set: both or neither"
                        .formatted(buffer, buffer));
        assertThat(of(Map.of(
                        "waybill.sources.shop.secrets.current",
                        "SHOP",
                        buffer + "connection",
                        "stream",
                        buffer + "topic",
                        "in")))
                .containsExactly(
                        "application.yaml: %sconnection is 'stream', which is no connection of the kind kafka; there is none"
                                .formatted(buffer));
    }

    private static List<String> findings(Map<String, String> options) {
        Map<String, Object> settings = new TreeMap<>();
        options.forEach((option, value) -> settings.put(ERP_DE + option, value));
        return of(settings);
    }

    private static List<String> of(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("here", settings));
        ConfigurationPropertySources.attach(environment);
        return SettingsHere.findings(environment).stream()
                .map(each -> each.isError() ? each.toString() : "warning " + each)
                .toList();
    }
}
