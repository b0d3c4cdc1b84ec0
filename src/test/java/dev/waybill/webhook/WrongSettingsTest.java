package dev.waybill.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.waybill.listener.TestDoor;
import dev.waybill.settings.BadSetting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A wrong setting ends the start with one sentence that names it. */
@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class WrongSettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        COVVER_CLIENT_SECRET=                        | Source covver has no secret, so nothing could be verified: set COVVER_CLIENT_SECRET, or COVVER_CLIENT_SECRET_FILE to a file that holds it.
        COVVER_CLIENT_SECRET_FILE=/etc/hostname      | COVVER_CLIENT_SECRET and COVVER_CLIENT_SECRET_FILE are both set: keep one.
        COVVER_CLIENT_SECRET_PREVIOUS_FILE=/no/file  | COVVER_CLIENT_SECRET_PREVIOUS_FILE names a file that can't be read: /no/file.
        waybill.sources[Not_a_name].secrets.x=Y      | waybill.sources has a source named 'Not_a_name': use 1 to 64 of a-z, 0-9 and -.
        waybill.sources.covver.group-pointer=id      | waybill.sources.covver.group-pointer must be a JSON pointer, such as /data/id.
        waybill.sources.covver.key-header=a b        | waybill.sources.covver.key-header must be a header's name.
        waybill.sources.other.key-header=k           | waybill.sources.other.secrets names no setting that holds a secret.
        waybill.listener.port=70000                  | waybill.listener.port must be between 0 and 65535.
        waybill.listener.workers=0                   | waybill.listener.workers must be between 1 and 4096.
        waybill.listener.idle-timeout=0s             | waybill.listener.idle-timeout must be between 1s and 1h.
        waybill.listener.max-in-flight-bytes=1KB     | waybill.listener.max-in-flight-bytes must hold at least one body of waybill.listener.max-body beside its reserve of 25 %.
        waybill.listener.in-flight-bytes-per-address=1KB | waybill.listener.in-flight-bytes-per-address must hold at least one body of waybill.listener.max-body.
        waybill.listener.reserve=91                  | waybill.listener.reserve must be between 0 and 90.
        waybill.listener.trusted-proxies=proxy.lan   | waybill.listener.trusted-proxies names 'proxy.lan', which is no address and no range, such as 10.0.0.0/8.
        waybill.listener.proxy-protocol=true         | waybill.listener.proxy-protocol needs waybill.listener.trusted-proxies: only a named proxy may say for whom it calls.
        waybill.listener.key=/some/key.pem           | waybill.listener.certificate is not set, but TLS needs both waybill.listener.certificate and waybill.listener.key.
        """)
    void stops_the_start(String setting, String sentence, CapturedOutput output) {
        assertStopped(sentence, output, setting);
    }

    @Test
    void all_faults_of_all_sources_are_told_at_once(CapturedOutput output) {
        for (String sentence : List.of(
                "waybill.sources.covver.key-header must be a header's name.",
                "waybill.sources.covver.group-pointer must be a JSON pointer, such as /data/id.",
                "waybill.sources.other.secrets names no setting that holds a secret.")) {
            assertStopped(
                    Pattern.compile("Description:\n\n(?:[^\n]+\n)*?" + Pattern.quote(sentence)),
                    output,
                    "waybill.sources.covver.key-header=a b",
                    "waybill.sources.covver.group-pointer=id",
                    "waybill.sources.other.key-header=k");
        }
    }

    @Test
    void a_port_in_use_stops_the_start(CapturedOutput output) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertStopped(
                    "The public port can't listen on 127.0.0.1:%d (Address already in use): free the port or set WAYBILL_LISTENER_PORT."
                            .formatted(taken.getLocalPort()),
                    output,
                    "waybill.listener.port=" + taken.getLocalPort());
        }
    }

    @Test
    void a_certificate_that_is_none_stops_the_start(@TempDir Path folder, CapturedOutput output) throws Exception {
        Path pem = Files.writeString(folder.resolve("no.pem"), "nothing of the kind");

        assertStopped(
                "waybill.listener.certificate and waybill.listener.key can't be used for TLS: ",
                output,
                "waybill.listener.certificate=" + pem,
                "waybill.listener.key=" + pem);
    }

    @Test
    void a_secret_that_java_could_not_read_stops_the_start(CapturedOutput output) {
        assertStopped("set COVVER_CLIENT_SECRET_FILE.", output, "COVVER_CLIENT_SECRET=s\uFFFDcret");
    }

    @Test
    void a_short_secret_is_warned_of_and_not_shown_for_the_sender_chose_it(CapturedOutput output) {
        TestDoor.open("COVVER_CLIENT_SECRET=fifteen-bytes-x").close();

        assertThat(output.getOut())
                .containsPattern("WARN .*Secret current of source covver has fewer than 16 bytes")
                .doesNotContain("fifteen-bytes-x");
    }

    @Test
    void a_secret_that_is_long_enough_is_no_news(CapturedOutput output) {
        TestDoor.open("COVVER_CLIENT_SECRET=sixteen-bytes-xy").close();

        assertThat(output.getOut()).doesNotContain("fewer than");
    }

    private static void assertStopped(String sentence, CapturedOutput output, String... settings) {
        assertStopped(Pattern.compile("Description:\n\n[^\n]*" + Pattern.quote(sentence)), output, settings);
    }

    private static void assertStopped(Pattern description, CapturedOutput output, String... settings) {
        Throwable failure = catchThrowable(() -> TestDoor.open(settings).close());

        assertThat(failure).isNotNull();
        assertThat(causes(failure))
                .anyMatch(cause -> cause instanceof BadSetting || cause instanceof BindValidationException);
        assertThat(output.getErr() + output.getOut())
                .containsPattern("APPLICATION FAILED TO START\n\\*+\n\n" + description)
                .doesNotContain("\tat ", "Reason:", "s\uFFFDcret");
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }
}
