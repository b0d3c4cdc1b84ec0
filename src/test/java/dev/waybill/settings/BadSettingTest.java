package dev.waybill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ServletWebServerFactoryAutoConfiguration.class)
    static class WantsSetting {

        @Bean
        String pot() {
            throw new BadSetting("TEA_POT", "TEA_POT is not set: set it to a pot.");
        }
    }
}
