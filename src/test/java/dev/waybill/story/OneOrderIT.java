package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.sandbox.CovverEvent;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import dev.waybill.sandbox.MailServer;
import dev.waybill.sandbox.SftpServer;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One order's three events, with duplicates, to every destination that its type names: in order, each once. */
class OneOrderIT {

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub erp = ErpStub.start();
    private final MailServer mail = MailServer.start();
    private SftpServer sftp;

    @BeforeEach
    void startSftp(@TempDir Path home) {
        sftp = SftpServer.start(home, "password");
    }

    @AfterEach
    void stop() {
        erp.close();
        mail.close();
        sftp.close();
    }

    @Test
    void an_order_arrives_everywhere_once_and_in_order() throws Exception {
        List<CovverEvent> order = Orders.of("9f1c", 3);
        try (HubProcess hub = HubProcess.start(settings())) {
            for (CovverEvent event : order) {
                assertThat(hub.sender().send(event).body()).contains("\"status\":\"accepted\"");
                assertThat(hub.sender().send(event).body()).contains("\"status\":\"duplicate\"");
            }
            Orders.send(hub, order);
            var forged = hub.sender().send("forged", "{\"type\":\"OrderPlaced\"}".getBytes(), "AAAA");
            assertThat(forged.status()).isEqualTo(401);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> erp.effects().size() == 3 && mail.received().size() == 2 && files().size() == 2);

            assertThat(erp.journal())
                    .extracting(ErpRequest::body)
                    .extracting(Orders::status)
                    .containsExactly("placed", "confirmed", "fulfilled");
            assertThat(mail.received())
                    .extracting(MimeMessage::getSubject)
                    .containsExactly("Covver order 9717 placed", "Covver order 9717 fulfilled");
            assertThat(files())
                    .anyMatch(name -> name.matches("9717-placed-\\d+\\.csv"))
                    .anyMatch(name -> name.matches("9717-confirmed-\\d+\\.csv"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(hub.get("/api/destinations").body())
                            .contains("{\"name\":\"erp\",\"route\":\"started\",\"pending\":0,\"dead\":0"));
            assertThat(hub.get("/actuator/prometheus").body()).contains("waybill_attempts_seconds_count");
            assertThat(hub.terminate()).isIn(0, 143);
        }
    }

    /** Those that are whole: until it is renamed a file ends in {@code .part}. */
    private List<String> files() throws Exception {
        try (var files = Files.list(sftp.root())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".part"))
                    .toList();
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = database.settings(erp);
        settings.put("SMTP_HOST", mail.host());
        settings.put("SMTP_PORT", String.valueOf(mail.port()));
        settings.put("SMTP_STARTTLS", "false");
        settings.put("MAIL_FROM", "waybill@example.org");
        settings.put("MAIL_TO", "orders@example.org");
        settings.put("SFTP_HOST", sftp.host());
        settings.put("SFTP_PORT", String.valueOf(sftp.port()));
        settings.put("SFTP_USERNAME", SftpServer.USER);
        settings.put("SFTP_PASSWORD", "password");
        settings.put("SFTP_KNOWN_HOSTS_FILE", sftp.knownHosts().toString());
        return settings;
    }
}
