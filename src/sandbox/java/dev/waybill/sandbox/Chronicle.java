package dev.waybill.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line each what reached the servers: to the log, and the latest to the page. */
final class Chronicle {

    private static final Logger LOG = LoggerFactory.getLogger("sandbox");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The lines of each server on the page; its own page has all that are kept. */
    static final int SHOWN = 15;

    private static final int KEPT = 200;

    private final Map<String, Deque<Arrived>> latest = new ConcurrentHashMap<>();

    /** One thing that reached a server: a line about it, and all of it. */
    record Arrived(String line, String whole) {}

    static Chronicle of(World world) {
        Chronicle chronicle = new Chronicle();
        world.watch(chronicle::watch);
        return chronicle;
    }

    private void watch(StandIn standIn) {
        String name = standIn.name();
        switch (standIn.server()) {
            case ErpStub erp -> erp.watch(request -> requested(name, request));
            case MailServer mail -> mail.watch(message -> mailed(name, message));
            case SftpServer sftp -> sftp.watch(file -> uploaded(name, file));
            case Topics topics -> topics.watch((line, whole) -> note(name, line, whole));
            default -> throw new IllegalStateException(name);
        }
    }

    void requested(String name, ErpRequest request) {
        String outcome = request.effect()
                ? ""
                : request.status() / 100 == 2
                        ? ": seen before, no effect"
                        : request.status() == 0 ? ": not answered" : ": answered " + request.status();
        String head = "%s %s%nIdempotency-Key: %s%n%n".formatted(request.method(), request.path(), request.key());
        note(name, subject(request) + outcome, head + request.body());
    }

    void mailed(String name, MimeMessage message) {
        try {
            note(name, String.valueOf(message.getSubject()), whole(message));
        } catch (MessagingException e) {
            note(name, "unreadable: " + e.getMessage(), "");
        }
    }

    private static String whole(MimeMessage message) {
        try {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            message.writeTo(whole);
            return whole.toString(StandardCharsets.UTF_8);
        } catch (MessagingException | IOException e) {
            return "unreadable: " + e.getMessage();
        }
    }

    void uploaded(String name, Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            text = "unreadable: " + e.getMessage();
        }
        note(name, file.getFileName().toString(), text);
    }

    /** The latest at one server, newest first. */
    List<Arrived> latest(String name) {
        Deque<Arrived> lines = latest.getOrDefault(name, new ArrayDeque<>());
        synchronized (lines) {
            return List.copyOf(lines);
        }
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

    private void note(String name, String line, String whole) {
        LOG.info("{}  {}", "%-6s".formatted(name), line.replaceAll("\\p{Cntrl}", "?"));
        Deque<Arrived> lines = latest.computeIfAbsent(name, any -> new ArrayDeque<>());
        synchronized (lines) {
            lines.addFirst(new Arrived(line, whole));
            if (lines.size() > KEPT) {
                lines.removeLast();
            }
        }
    }
}
