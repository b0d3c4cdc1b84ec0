package dev.waybill.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadSecretTest {

    @TempDir
    private Path folder;

    @Test
    void a_setting_is_taken_as_it_is() {
        assertThat(new ReadSecret(Map.of("X", " sécret ")::get)
                        .from("X", any -> {})
                        .bytes())
                .isEqualTo(" sécret ".getBytes(UTF_8));
    }

    @Test
    void what_is_not_set_or_empty_is_no_secret() {
        assertThat(new ReadSecret(Map.<String, String>of()::get).from("X", any -> {}))
                .isNull();
        assertThat(new ReadSecret(Map.of("X", "", "X_FILE", "")::get).from("X", any -> {}))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"s~,s", "s|~,s", "s|,s|", "' s ~',' s '", "s,s"})
    void one_line_end_of_a_file_is_not_part_of_it(String written, String secret) throws IOException {
        assertThat(fromFile(lines(written).getBytes(UTF_8)))
                .isEqualTo(lines(secret).getBytes(UTF_8));
    }

    @Test
    void a_files_bytes_are_not_decoded() throws IOException {
        byte[] bytes = {(byte) 0xFF, 0, (byte) 0x80};

        assertThat(fromFile(bytes)).isEqualTo(bytes);
    }

    @Test
    void both_ways_at_once_are_a_contradiction() {
        var read = new ReadSecret(Map.of("X", "s", "X_FILE", "/f")::get);

        assertThatThrownBy(() -> read.from("X", any -> {}))
                .isInstanceOf(BadSetting.class)
                .hasMessage("X and X_FILE are both set: keep one.");
    }

    @Test
    void a_file_that_is_not_there_stops_the_start() {
        var read = new ReadSecret(Map.of("X_FILE", folder.resolve("none").toString())::get);

        assertThatThrownBy(() -> read.from("X", any -> {}))
                .isInstanceOf(BadSetting.class)
                .hasMessage("X_FILE names a file that can't be read: %s.".formatted(folder.resolve("none")));
    }

    @Test
    void an_empty_file_stops_the_start() {
        assertThatThrownBy(() -> fromFile("\n".getBytes(UTF_8)))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("X_FILE names an empty file: ");
    }

    @Test
    void a_secret_that_java_could_not_read_points_to_the_file() {
        var read = new ReadSecret(Map.of("X", "s\uFFFDcret")::get);

        assertThatThrownBy(() -> read.from("X", any -> {}))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("set X_FILE")
                .hasMessageNotContaining("s\uFFFD");
    }

    private byte[] fromFile(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("secret"), content);
        return new ReadSecret(Map.of("X_FILE", file.toString())::get)
                .from("X", any -> {})
                .bytes();
    }

    private static String lines(String text) {
        return text.replace('~', '\n').replace('|', '\r');
    }
}
