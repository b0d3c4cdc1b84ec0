package dev.waybill.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import dev.waybill.sandbox.MailServer;
import dev.waybill.sandbox.SftpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** ERP, mailbox and folder, each behind a cable of its own, and the journal of what reached them. */
final class Receivers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "proving-password";
    private static final int REMEMBERED = 100;
    private static final Mark UNMARKED = new Mark(-1, -1);

    private final Journal journal;
    private final LongSupplier clock;
    private final Path home;
    private final ErpStub erp = ErpStub.start();
    private final MailServer mail = MailServer.start();
    private final SftpServer sftp;
    private final Map<String, Cable> cables;
    private final AtomicInteger erpEffects = new AtomicInteger();
    private final Set<Integer> edits = ConcurrentHashMap.newKeySet();

    /** @param clock ms since the run began */
    Receivers(Path home, Journal journal, LongSupplier clock) throws IOException {
        this.home = home;
        this.journal = journal;
        this.clock = clock;
        this.sftp = SftpServer.start(Files.createDirectories(home), PASSWORD);
        this.cables =
                Map.of("erp", Cable.to(erp.port()), "email", Cable.to(mail.port()), "sftp", Cable.to(sftp.port()));
        erp.journalTo(this::requested, REMEMBERED);
        mail.watch(this::mailed);
        sftp.watch(this::uploaded);
    }

    ErpStub erp() {
        return erp;
    }

    MailServer mail() {
        return mail;
    }

    SftpServer sftp() {
        return sftp;
    }

    /** The orders that the ERP acted on so far. */
    int erpEffects() {
        return erpEffects.get();
    }

    /** The number of edits of the routes that made an order that the ERP acted on. */
    int edits() {
        return edits.size();
    }

    Cable cable(String destination) {
        return cables.get(destination);
    }

    /** The settings by which a hub finds them. */
    Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("ERP_URL", "http://127.0.0.1:" + port("erp"));
        settings.put("ERP_TOKEN", "token");
        settings.put("SMTP_HOST", mail.host());
        settings.put("SMTP_PORT", port("email"));
        settings.put("SMTP_STARTTLS", "false");
        settings.put("MAIL_FROM", "waybill@example.org");
        settings.put("MAIL_TO", "orders@example.org");
        settings.put("SFTP_HOST", sftp.host());
        settings.put("SFTP_PORT", port("sftp"));
        settings.put("SFTP_USERNAME", SftpServer.USER);
        settings.put("SFTP_PASSWORD", PASSWORD);
        settings.put("SFTP_KNOWN_HOSTS_FILE", knownAtTheCable().toString());
        return settings;
    }

    private Path knownAtTheCable() throws IOException {
        String line = Files.readString(sftp.knownHosts());
        return Files.writeString(
                home.resolve("known_hosts_at_cable"), line.replace("]:" + sftp.port(), "]:" + port("sftp")));
    }

    private String port(String destination) {
        return String.valueOf(cables.get(destination).port());
    }

    private void requested(ErpRequest request) {
        if (request.status() / 100 == 2 || request.effect()) {
            JsonNode document = read(request.body());
            if (request.effect() && document.has(Edit.FIELD)) {
                edits.add(document.path(Edit.FIELD).asInt());
            }
            note("erp", mark(document), String.valueOf(request.key()), request.effect());
            erpEffects.addAndGet(request.effect() ? 1 : 0);
        }
    }

    private void mailed(MimeMessage message) {
        try {
            note("email", Mark.find(String.valueOf(message.getSubject())), message.getMessageID(), true);
        } catch (MessagingException e) {
            note("email", Optional.empty(), e.toString(), true);
        }
    }

    /** The file is read by whoever fetches it; here only its name counts. */
    private void uploaded(Path file) {
        String name = file.getFileName().toString();
        note("sftp", Mark.find(name), name, true);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(String destination, Optional<Mark> mark, String handle, boolean executed) {
        journal.add(new Arrival(clock.getAsLong(), destination, mark.orElse(UNMARKED), handle, executed).line());
    }

    private static Optional<Mark> mark(JsonNode document) {
        String number = document.path("orderNumber").asText();
        return Mark.find(number.isEmpty() ? document.at("/data/mark").asText() : number);
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        cables.values().forEach(Cable::close);
        erp.close();
        mail.close();
        sftp.close();
    }
}
