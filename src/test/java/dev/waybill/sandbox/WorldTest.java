package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class WorldTest {

    @TempDir
    Path folder;

    @Test
    void its_settings_beat_a_real_database_and_a_real_erp_that_this_machine_may_have_set() {
        try (World world = World.open(bound(Map.of("sandbox.directory", folder)))) {
            StandardEnvironment machine = new StandardEnvironment();
            machine.getPropertySources()
                    .addFirst(new MapPropertySource(
                            "machine",
                            Map.of(
                                    "ERP_URL", "https://erp.example",
                                    "SMTP_PASSWORD", "real",
                                    "spring.datasource.url", "jdbc:postgresql://production/hub")));
            machine.getPropertySources().addFirst(new MapPropertySource("sandbox", world.settings()));

            assertThat(machine.getProperty("waybill.connections.erp.http.url"))
                    .isEqualTo(world.erp().url().toString());
            assertThat(machine.getProperty("spring.datasource.url")).isEmpty();
            assertThat(machine.getProperty("waybill.connections.email.smtp.password"))
                    .isEmpty();
            assertThat(machine.getProperty("waybill.data-directory")).startsWith(folder.toString());
        }
    }

    @Test
    void a_port_that_is_taken_stops_the_start_and_leaves_no_server_behind() {
        try (ErpStub taken = ErpStub.start();
                ErpStub free = ErpStub.start()) {
            free.stop();

            assertThatThrownBy(() -> World.open(
                            new SandboxSettings(0, 1L, List.of("covver"), folder, free.port(), taken.port(), 0)))
                    .hasMessageContaining("SMTP")
                    .hasMessageContaining(Integer.toString(taken.port()));
            free.resume();
        }
    }

    @Test
    void rate_directory_and_ports_have_defaults_and_a_senseless_rate_is_refused() {
        SandboxSettings settings = bound(Map.of());

        assertThat(settings.rate()).isEqualTo(2);
        assertThat(settings.directory()).isEqualTo(Path.of("sandbox"));
        assertThat(bound(Map.of("sandbox.rate", "0")).rate()).isZero();
        assertThatThrownBy(() -> bound(Map.of("sandbox.rate", "-1")))
                .hasRootCauseMessage("sandbox.rate must be between 0 and 1000, but is -1.0");
    }

    private static SandboxSettings bound(Map<String, Object> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sandbox", SandboxSettings.class);
    }
}
