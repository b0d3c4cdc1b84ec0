package dev.waybill.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.CovverEvent;
import dev.waybill.kit.HubProcess;
import dev.waybill.sandbox.ErpStub;
import dev.waybill.sandbox.SftpServer;
import dev.waybill.smtp.ScriptedSmtp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that look like templates are none, wherever they go, and nobody reads them in the log. */
class LiteralSecretsIT {

    private static final String COVVER = "x${HOME}y-{{z}}#{1}";
    private static final String TOKEN = "t${HOME}t{{u}}";
    private static final String MAIL = "m${HOME} {{x}} RAW(1)";
    private static final String SFTP = "s{{bean:nobody}}${HOME}&p=1";

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub erp = ErpStub.start();
    private final ScriptedSmtp mail = new ScriptedSmtp();
    private SftpServer sftp;

    @BeforeEach
    void start(@TempDir Path home) {
        sftp = SftpServer.start(home, SFTP);
        erp.requireToken(TOKEN);
        mail.on("EHLO", "250-scripted\r\n250 AUTH PLAIN")
                .on("AUTH", "535 5.7.8 no")
                .on("AUTH PLAIN " + base64("hub\0hub\0" + MAIL), "235 yes");
    }

    @AfterEach
    void stop() throws Exception {
        erp.close();
        mail.close();
        sftp.close();
    }

    @Test
    void they_are_taken_as_they_are_and_are_in_no_line() throws Exception {
        try (HubProcess hub = HubProcess.start(settings())) {
            CovverEvent order = Orders.of("9f1c", 1).getFirst();
            assertThat(hub.sender(COVVER).send(order).status()).isEqualTo(200);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> erp.effects().size() == 1
                            && mail.mails().size() == 1
                            && sftp.files().size() == 1
                            && !sftp.files().getFirst().toString().endsWith(".part"));
            assertThat(erp.journal().getFirst().headers().get("authorization")).containsExactly("Bearer " + TOKEN);
            hub.terminate();
            assertThat(hub.log()).doesNotContain(COVVER, TOKEN, MAIL, SFTP, base64("hub\0hub\0" + MAIL));
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = database.settings(erp);
        settings.put("COVVER_CLIENT_SECRET", COVVER);
        settings.put("ERP_TOKEN", TOKEN);
        settings.put("SMTP_HOST", "127.0.0.1");
        settings.put("SMTP_PORT", String.valueOf(mail.port()));
        settings.put("SMTP_STARTTLS", "false");
        settings.put("SMTP_USERNAME", "hub");
        settings.put("SMTP_PASSWORD", MAIL);
        settings.put("MAIL_FROM", "waybill@example.org");
        settings.put("MAIL_TO", "orders@example.org");
        settings.put("SFTP_HOST", sftp.host());
        settings.put("SFTP_PORT", String.valueOf(sftp.port()));
        settings.put("SFTP_USERNAME", SftpServer.USER);
        settings.put("SFTP_PASSWORD", SFTP);
        settings.put("SFTP_KNOWN_HOSTS_FILE", sftp.knownHosts().toString());
        return settings;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
