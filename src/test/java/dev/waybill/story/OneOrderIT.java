package dev.waybill.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.kit.CovverEvent;
import dev.waybill.kit.HubProcess;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import dev.waybill.sandbox.MailServer;
import dev.waybill.sandbox.SftpServer;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One order's three events, with duplicates, to every destination that its type names: in order, each once. */
class OneOrderIT {

    private static final ObjectMapper JSON = new ObjectMapper();

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
            what_is_kept_is_what_arrived(hub);
            assertThat(hub.get("/actuator/prometheus").body()).contains("waybill_attempts_seconds_count");
            assertThat(hub.terminate()).isIn(0, 143);
        }
    }

    /** Of the order's first event. */
    private void what_is_kept_is_what_arrived(HubProcess hub) throws Exception {
        Map<String, JsonNode> kept = new HashMap<>();
        for (int delivery = 1; delivery <= 3; delivery++) {
            JsonNode page = JSON.readTree(hub.get("/api/deliveries/" + delivery).body());
            kept.put(
                    page.at("/delivery/destination").asText(),
                    page.get("attempts").get(page.get("attempts").size() - 1).get("sent"));
        }
        ErpRequest request = erp.journal().getFirst();
        assertThat(kept.get("erp").get("to").asText().lines())
                .containsExactly(
                        "POST " + erp.url() + request.path(),
                        "Content-Type: application/json",
                        "Idempotency-Key: " + request.key());
        assertThat(kept.get("erp").get("body").asText()).isEqualTo(request.body());

        String name = files().stream()
                .filter(file -> file.contains("-placed-"))
                .findFirst()
                .orElseThrow();
        byte[] file = Files.readAllBytes(sftp.root().resolve(name));
        assertThat(kept.get("sftp").get("to").asText().lines())
                .first()
                .isEqualTo("sftp://%s:%d/".formatted(sftp.host(), sftp.port()));
        assertThat(kept.get("sftp").get("to").asText().lines()).last().isEqualTo("Renamed to: " + name);
        assertThat(kept.get("sftp").get("body").asText().getBytes(UTF_8)).isEqualTo(file);
        assertThat(kept.get("sftp").get("bytes").asInt()).isEqualTo(file.length);

        MimeMessage letter = mail.received().getFirst();
        assertThat(kept.get("email").get("to").asText().lines())
                .containsExactly(
                        "smtp://%s:%d".formatted(mail.host(), mail.port()),
                        "From: waybill@example.org",
                        "To: orders@example.org",
                        "Subject: " + letter.getSubject(),
                        "Message-ID: " + letter.getMessageID(),
                        "Taken for: orders@example.org");
        assertThat(kept.get("email").get("text").asText()).isEqualToNormalizingNewlines(part(letter, 0));
        MimeMessage written = new MimeMessage(
                null,
                new ByteArrayInputStream(kept.get("email").get("body").asText().getBytes(UTF_8)));
        assertThat(part(written, 1)).isEqualTo(part(letter, 1));
        assertThat(kept.get("email").get("bytes").asInt())
                .isEqualTo(kept.get("email").get("body").asText().length());
    }

    private static String part(MimeMessage letter, int index) throws Exception {
        return ((MimeMultipart) letter.getContent())
                .getBodyPart(index)
                .getContent()
                .toString();
    }

    /** The whole files: until it is renamed a file ends in {@code .part}. */
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
