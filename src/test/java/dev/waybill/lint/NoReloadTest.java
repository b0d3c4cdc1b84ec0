package dev.waybill.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.settings.BadSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class NoReloadTest {

    private final ApplicationContextRunner hub = new ApplicationContextRunner().withUserConfiguration(NoReload.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.main.routes-reload-enabled=true",
                "camel.main.routesReloadEnabled=TRUE",
                "camel.springboot.routes-reload-enabled=true"
            })
    void camel_s_own_reload_stops_the_start_with_a_sentence(String setting) {
        hub.withPropertyValues(setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(BadSetting.class)
                        .hasMessageContaining("routes-reload-enabled must be false"));
    }

    @Test
    void without_it_the_hub_starts() {
        hub.withPropertyValues("camel.main.routes-reload-enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
    }
}
