package dev.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.validation.constraints.Min;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.validation.annotation.Validated;

@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class UnfitSettingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        WAYBILL_POT_SPOUTS | many | WAYBILL_POT_SPOUTS can't be read: For input string: "many".
        POT_ZONE           | Mars | POT_ZONE can't be read: Unknown time-zone ID: Mars.
        WAYBILL_POT_SPOUTS | 0    | WAYBILL_POT_SPOUTS must be greater than or equal to 1.
        """)
    void a_setting_of_the_wrong_kind_or_size_ends_the_start_with_one_sentence(
            String variable, String value, String sentence, CapturedOutput output) {
        assertThat(failure(Map.of(variable, value))).hasStackTraceContaining(BindException.class.getName());
        assertThat(output).contains("\n\n" + sentence + "\n\n").doesNotContain("\tat ", "Action:");
    }

    @Test
    void settings_that_fit_start() {
        assertThat(failure(Map.of("WAYBILL_POT_SPOUTS", "2", "POT_ZONE", "UTC")))
                .isNull();
    }

    private static Throwable failure(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return catchThrowable(() -> new SpringApplicationBuilder(Kitchen.class)
                .environment(environment)
                .web(WebApplicationType.NONE)
                .run("--spring.config.location=optional:classpath:/none/", "--waybill.pot.zone=${POT_ZONE:UTC}")
                .close());
    }

    @Validated
    @ConfigurationProperties("waybill.pot")
    record Pot(@DefaultValue("1") @Min(1) int spouts, ZoneId zone) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Pot.class)
    static class Kitchen {}
}
