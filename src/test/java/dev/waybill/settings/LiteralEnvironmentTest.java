package dev.waybill.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A value of the environment is never a template, however it is read. */
class LiteralEnvironmentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x${HOME}y",
                "top${nope}secret",
                "${HOME}",
                "a\\${HOME}",
                "\\",
                "a\\\\${HOME}\\",
                "${a:${b}}",
                "$${HOME}",
                "${a${HOME}",
                "${a{HOME}",
                "a}${HOME}${",
                "}${",
                "#{1+1}",
                "{{HOME}}",
                "a:b}"
            })
    void a_value_is_taken_as_it_is(String value) {
        try (var context = start(Map.of("TEA", value, "WAYBILL_CUP_DIRECT", value, "HOME", "/root"))) {
            Cup cup = context.getBean(Cup.class);
            assertThat(cup.direct()).isEqualTo(value);
            assertThat(cup.template()).isEqualTo(value);
            assertThat(cup.within()).isEqualTo("<" + value + ">");
            assertThat(context.getEnvironment().getProperty("TEA")).isEqualTo(value);
            assertThat(context.getEnvironment().resolvePlaceholders("${TEA:}")).isEqualTo(value);
        }
    }

    @Test
    void settings_in_json_are_a_document_with_templates() {
        String json = "{\"waybill\":{\"cup\":{\"template\":\"${HOME}\",\"direct\":\"d\",\"within\":\"w\"}}}";
        try (var context = start(Map.of("SPRING_APPLICATION_JSON", json, "HOME", "/root"))) {
            assertThat(context.getBean(Cup.class).direct()).isEqualTo("d");
        }
    }

    private static ConfigurableApplicationContext start(Map<String, Object> variables) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        var environment = new StandardEnvironment();
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
        return new SpringApplicationBuilder(Kitchen.class)
                .environment(environment)
                .web(WebApplicationType.NONE)
                .properties(Map.of("waybill.cup.template", "${TEA:}", "waybill.cup.within", "<${TEA:}>"))
                .run("--spring.config.location=optional:classpath:/none/", "--spring.main.banner-mode=off");
    }

    @ConfigurationProperties("waybill.cup")
    record Cup(String direct, String template, String within, List<String> all) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Cup.class)
    static class Kitchen {}
}
