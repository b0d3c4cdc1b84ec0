package dev.waybill.secret;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.settings.BadSetting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class LiveSecretTest {

    @TempDir
    private Path folder;

    private Path file;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FollowFiles follow = new FollowFiles(meters);

    @BeforeEach
    void aFile() {
        file = folder.resolve("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "s3cret\n", "s3cret\r\n", "\uFEFFs3cret", "\uFEFFs3cret\n"})
    void what_editors_add_is_taken_off(String content) throws IOException {
        assertThat(open(content).text()).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\n\n", "s3cret\r\n\r\n", "s3cret\n\r\n"})
    void more_than_one_line_end_is_told(String content) {
        assertRefused(content, "X_FILE names a file that ends with more than one line end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF"})
    void an_empty_file_is_told(String content) {
        assertRefused(content, "X_FILE names an empty file: " + file);
    }

    @Test
    void a_file_in_another_encoding_is_told() throws IOException {
        Files.write(file, "s3cret".getBytes(UTF_16));
        assertThatThrownBy(() -> LiveSecret.of("X", "", file.toString())).hasMessageContaining("UTF-16");
        Files.write(file, new byte[] {'a', (byte) 0xE4});
        assertThatThrownBy(() -> LiveSecret.text("X", "", file.toString(), any -> {}))
                .hasMessage("X_FILE names a file that is no text in UTF-8.");
        assertThat(LiveSecret.of("X", "", file.toString())).isNotNull();
    }

    @Test
    void something_else_and_something_too_large_is_told() throws IOException {
        assertThatThrownBy(() -> LiveSecret.of("X", "", folder.toString()))
                .isInstanceOf(BadSetting.class)
                .hasMessage("X_FILE names something that is no file: " + folder + ".");
        assertThatThrownBy(() -> LiveSecret.of("X", "", file.toString()))
                .hasMessage("X_FILE names a file that can't be read: " + file + ".");
        assertRefused("x".repeat(64 * 1024 + 1), "X_FILE names a file of more than 65536 bytes");
    }

    @Test
    void both_a_value_and_a_file_are_told() {
        assertThatThrownBy(() -> LiveSecret.of("X", "s3cret", "/f")).hasMessage("X and X_FILE are both set: keep one.");
    }

    @Test
    void a_new_content_is_used_once_it_has_settled(CapturedOutput output) throws IOException {
        LiveSecret secret = open("old");
        follow.follow(secret);
        Files.writeString(file, "ne");
        follow.look();
        Files.writeString(file, "new\n");
        follow.look();
        assertThat(secret.text()).isEqualTo("old");
        follow.look();
        assertThat(secret.text()).isEqualTo("new");
        assertThat(counted("taken")).isEqualTo(1);
        assertThat(output).contains("X_FILE: its file has changed").doesNotContain("new\n");
    }

    @Test
    void a_swapped_link_with_the_same_time_is_seen() throws IOException {
        Path first = Files.writeString(folder.resolve("first"), "old");
        Path second = Files.writeString(folder.resolve("second"), "new");
        Files.setLastModifiedTime(second, Files.getLastModifiedTime(first));
        Files.createSymbolicLink(file, first);
        LiveSecret secret = follow.follow(open());
        Path swapped = Files.createSymbolicLink(folder.resolve("swapped"), second);
        Files.move(swapped, file, StandardCopyOption.ATOMIC_MOVE);
        follow.look();
        follow.look();
        assertThat(secret.text()).isEqualTo("new");
    }

    @Test
    void a_broken_file_leaves_the_secret_and_is_told_once(CapturedOutput output) throws IOException {
        LiveSecret secret = follow.follow(open("old"));
        Files.writeString(file, "bad\n\n");
        for (int i = 0; i < 5; i++) {
            follow.look();
        }
        assertThat(secret.text()).isEqualTo("old");
        assertThat(counted("refused")).isEqualTo(1);
        assertThat(output.getOut()).containsOnlyOnce("more than one line end").doesNotContain("bad");
        Files.delete(file);
        follow.look();
        assertThat(counted("refused")).isEqualTo(1);
        follow.look();
        assertThat(counted("refused")).isEqualTo(2);
        Files.writeString(file, "new");
        follow.look();
        follow.look();
        assertThat(secret.text()).isEqualTo("new");
    }

    private LiveSecret open(String content) throws IOException {
        Files.write(file, content.getBytes(UTF_8));
        return open();
    }

    private LiveSecret open() {
        LiveSecret secret = LiveSecret.of("X", "", file.toString());
        assertThat(secret).isNotNull();
        return secret;
    }

    private void assertRefused(String content, String sentence) {
        assertThatThrownBy(() -> open(content)).isInstanceOf(BadSetting.class).hasMessageContaining(sentence);
    }

    private double counted(String outcome) {
        return meters.counter("waybill.secret.files", "setting", "X_FILE", "outcome", outcome)
                .count();
    }
}
