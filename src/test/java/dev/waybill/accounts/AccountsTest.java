package dev.waybill.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.secret.FollowFiles;
import dev.waybill.settings.BadSetting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A file with users and tokens beside those of the settings. */
@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class AccountsTest {

    private static final String HASH = "$2a$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";
    private static final String ADA = user("ada", "OPERATOR");
    private static final String CI = """
            tokens:
              - {name: ci, sha256: '%s', expires: 2027-01-31}
        """.formatted("0".repeat(64));

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FollowFiles files = new FollowFiles(meters);

    @AfterEach
    void stop() {
        files.close();
    }

    @Test
    void those_of_the_file_come_and_go_with_it() throws IOException {
        Path file = write(ADA + CI);
        Accounts accounts = new Accounts(settings(file), files);
        assertThat(accounts.users()).extracting(AccessSettings.User::name).containsExactly("ada");
        AccessSettings.User ada = accounts.user("ada").orElseThrow();
        new TokenExpiry(accounts, Clock.systemUTC()).bindTo(meters);
        assertThat(meters.find("waybill.console.token.expires")
                        .tag("token", "ci")
                        .gauge())
                .isNotNull();

        write(user("ada", "VIEWER") + user("eve", "VIEWER").replaceFirst("(?s).*users:\n", ""));
        await().until(() -> accounts.users().size() == 2);
        assertThat(accounts.admit(ada)).as("with the role of before").isFalse();
        assertThat(accounts.tokens()).isEmpty();
        assertThat(meters.find("waybill.console.token.expires").gauge()).isNull();
    }

    @Test
    void a_file_that_is_broken_changes_nothing_and_shows_no_hash(CapturedOutput output) throws IOException {
        Path file = write(ADA);
        Accounts accounts = new Accounts(settings(file), files);
        Files.writeString(file, "waybill: {console: {users: [" + HASH);
        await().until(() -> output.getOut().contains("The previous value stays in use"));
        assertThat(output.getOut())
                .contains("waybill.console.access-file names a file that is no YAML.")
                .doesNotContain(HASH);
        assertThat(accounts.user("ada")).isPresent();
        assertThat(meters.counter(
                                "waybill.secret.files", "setting", "waybill.console.access-file", "outcome", "refused")
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                                      | names a file without waybill.console.users: sign-in would be impossible
        users: []                                                               | names a file without waybill.console.users: sign-in would be impossible
        waybill: {console: {users: [{name: ada, password: secret}]}}            | The password of the user ada in waybill.console.users is no bcrypt hash
        waybill: {console: {users: [{name: ada, password: HASH, role: BOSS}]}}  | names a file in which waybill.console.users[0].role can't be read
        waybill: {console: {users: [{name: ada, password: HASH}, {name: ada, password: HASH}]}} | name ada twice
        waybill: [                                                              | names a file that is no YAML
        """)
    void a_file_that_is_none_stops_the_start(String content, String sentence) throws IOException {
        Path file = Files.writeString(folder.resolve("access.yaml"), content.replace("HASH", "'" + HASH + "'"));
        assertThatThrownBy(() -> settings(file))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("secret}")
                .hasMessageNotContaining(HASH);
    }

    private Path write(String listed) throws IOException {
        return Files.write(folder.resolve("access.yaml"), ("waybill:\n  console:\n" + listed).getBytes(UTF_8));
    }

    private static AccessSettings settings(Path file) {
        return new AccessSettings(List.of(), List.of(), file.toString(), Duration.ofHours(1));
    }

    private static String user(String name, String role) {
        return """
                users:
                  - {name: %s, password: "{bcrypt}%s", role: %s}
            """.formatted(name, HASH, role);
    }
}
