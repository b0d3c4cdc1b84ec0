package dev.waybill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yaml.snakeyaml.error.MarkedYAMLException;

@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class BadSettingTest {

    @Test
    void a_bad_setting_ends_the_start_with_its_sentence_and_no_stack_trace(CapturedOutput output) {
        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(WantsSetting.class)
                .web(WebApplicationType.SERVLET)
                .run("--MANAGEMENT_PORT=0"));

        assertThat(failure).hasRootCauseInstanceOf(BadSetting.class);
        assertThat(output)
                .contains("TEA_POT is not set: set it to a pot.")
                .doesNotContain("\tat ", "Exception", "condition evaluation");
    }

    @Test
    void settings_that_are_no_yaml_are_told_with_their_line(CapturedOutput output, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("application.yaml"), "waybill:\n   plan: 1\n  node: 2\n");

        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(WantsSetting.class)
                .run("--spring.config.additional-location=file:" + file));

        assertThat(failure).isInstanceOf(MarkedYAMLException.class);
        assertThat(output)
                .contains(
                        "application.yaml, or another file of settings, is no YAML at line 3, column 3: while parsing")
                .doesNotContain("\tat ", "Exception");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ServletWebServerFactoryAutoConfiguration.class)
    static class WantsSetting {

        @Bean
        String pot() {
            throw new BadSetting("TEA_POT", "TEA_POT is not set: set it to a pot.");
        }
    }
}
