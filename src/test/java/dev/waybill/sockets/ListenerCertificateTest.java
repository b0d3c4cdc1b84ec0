package dev.waybill.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.settings.BadSetting;
import dev.waybill.webhook.TlsKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A certificate and its key are changed on disk, in one step or in two, for better or worse. */
@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class ListenerCertificateTest {

    private static TlsKeys old;
    private static TlsKeys renewed;

    @TempDir
    private Path folder;

    private Path chain;
    private Path key;
    private ListenerCertificate certificate;

    @BeforeAll
    static void make(@TempDir Path keys) throws Exception {
        old = TlsKeys.selfSigned(keys.resolve("old.p12"), "EC");
        renewed = TlsKeys.selfSigned(keys.resolve("new.p12"), "RSA");
    }

    @BeforeEach
    void start() throws Exception {
        chain = folder.resolve("cert.pem");
        key = folder.resolve("key.pem");
        Files.writeString(chain, old.chainPem());
        Files.writeString(key, old.keyPem());
        certificate = new ListenerCertificate(chain.toString(), key.toString());
        certificate.first();
    }

    @Test
    void it_says_when_it_ends() {
        assertThat(certificate.expires()).isEqualTo(ends(old));
    }

    @Test
    void unchanged_files_change_nothing() {
        assertThat(certificate.look()).isNull();
        assertThat(certificate.look()).isNull();
    }

    @Test
    void new_files_are_taken_once_they_were_seen_twice_alike() throws Exception {
        Files.writeString(chain, renewed.chainPem());
        assertThat(certificate.look()).isNull();
        Files.writeString(key, renewed.keyPem());
        assertThat(certificate.look()).isNull();

        assertThat(certificate.look()).isNotNull();
        assertThat(certificate.expires()).isEqualTo(ends(renewed));
        assertThat(certificate.look()).isNull();
    }

    @Test
    void files_that_do_not_fit_leave_the_old_one_and_say_so_once(CapturedOutput output) throws Exception {
        Files.writeString(chain, renewed.chainPem());
        for (int i = 0; i < 5; i++) {
            assertThat(certificate.look()).isNull();
        }
        assertThat(certificate.expires()).isEqualTo(ends(old));
        assertThat(output.getOut().split("the key does not belong to the certificate", -1))
                .hasSize(2);

        Files.writeString(key, renewed.keyPem());
        certificate.look();
        assertThat(certificate.look()).isNotNull();
    }

    @Test
    void files_that_are_broken_or_gone_leave_the_old_one(CapturedOutput output) throws Exception {
        Files.writeString(chain, "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
        assertThat(certificate.look()).isNull();
        assertThat(certificate.look()).isNull();
        Files.delete(key);
        assertThat(certificate.look()).isNull();
        assertThat(certificate.look()).isNull();

        assertThat(certificate.expires()).isEqualTo(ends(old));
        assertThat(output.getOut()).contains("keeps the certificate that expires at " + ends(old));
    }

    @Test
    void at_the_start_a_key_of_another_certificate_is_refused() throws Exception {
        Files.writeString(key, renewed.keyPem());

        assertThatThrownBy(() -> new ListenerCertificate(chain.toString(), key.toString()).first())
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("the key does not belong to the certificate");
    }

    private static Instant ends(TlsKeys keys) {
        return ((X509Certificate) keys.certificate()).getNotAfter().toInstant();
    }
}
