package dev.waybill.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line each what reached the servers: to the log, and the latest to the page. */
final class Chronicle {

    private static final Logger LOG = LoggerFactory.getLogger("sandbox");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LATEST = 15;

    private final Deque<String> erp = new ArrayDeque<>();
    private final Deque<String> mails = new ArrayDeque<>();
    private final Deque<String> files = new ArrayDeque<>();

    static Chronicle of(World world) {
        Chronicle chronicle = new Chronicle();
        world.erp().watch(chronicle::requested);
        world.mail().watch(chronicle::mailed);
        world.sftp().watch(chronicle::uploaded);
        return chronicle;
    }

    void requested(ErpRequest request) {
        String outcome = request.effect()
                ? ""
                : request.status() / 100 == 2
                        ? ": seen before, no effect"
                        : request.status() == 0 ? ": not answered" : ": answered " + request.status();
        note("erp   ", erp, subject(request) + outcome);
    }

    void mailed(MimeMessage message) {
        try {
            note("mail  ", mails, String.valueOf(message.getSubject()));
        } catch (MessagingException e) {
            note("mail  ", mails, "unreadable: " + e.getMessage());
        }
    }

    void uploaded(Path file) {
        note("sftp  ", files, file.getFileName().toString());
    }

    /** The latest requests to the ERP, newest first; so are the two below. */
    List<String> erp() {
        return latest(erp);
    }

    List<String> mails() {
        return latest(mails);
    }

    List<String> files() {
        return latest(files);
    }

    private static String subject(ErpRequest request) {
        JsonNode body;
        try {
            body = JSON.readTree(request.body());
        } catch (JsonProcessingException e) {
            return request.path();
        }
        String number = body.path("orderNumber").asText();
        if (number.isEmpty()) {
            return "%s %s".formatted(request.path(), body.at("/source/type").asText());
        }
        int lines = body.path("lines").size();
        return "order %s %s, %d %s"
                .formatted(number, body.path("status").asText(), lines, lines == 1 ? "line" : "lines");
    }

    private static void note(String where, Deque<String> latest, String line) {
        LOG.info("{}  {}", where, line.replaceAll("\\p{Cntrl}", "?"));
        synchronized (latest) {
            latest.addFirst(line);
            if (latest.size() > LATEST) {
                latest.removeLast();
            }
        }
    }

    private static List<String> latest(Deque<String> lines) {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
