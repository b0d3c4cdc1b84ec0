package dev.waybill.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class RoutesFolderTest {

    @Test
    void a_pattern_of_one_folder_names_it() {
        assertThat(of("file:routes/*.camel.yaml").folder()).isEqualTo(Path.of("routes"));
        assertThat(of("file:routes/erp.camel.yaml, file:routes/email.camel.yaml")
                        .bundle()
                        .routes())
                .containsExactly("email.camel.yaml", "erp.camel.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "false",
                "file:routes/*.yaml",
                "file:routes/**/*.camel.yaml",
                "file:rou*/erp.camel.yaml",
                "file:*.camel.yaml",
                "file:./*.camel.yaml",
                "file:../*.camel.yaml",
                "file:/*.camel.yaml",
                "file:routes/*.camel.yaml,file:more/*.camel.yaml",
                "classpath:routes/*.camel.yaml"
            })
    void any_other_pattern_names_none_and_stops_nothing(String pattern) {
        assertThat(of(pattern).folder()).isNull();
        assertThat(of(pattern).bundle().files()).isEmpty();
    }

    private static RoutesFolder of(String pattern) {
        return RoutesFolder.of(new MockEnvironment().withProperty(RoutesFolder.SETTING, pattern));
    }
}
