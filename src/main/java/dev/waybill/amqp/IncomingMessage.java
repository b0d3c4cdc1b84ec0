package dev.waybill.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.PostgresText;
import dev.waybill.sources.Source;
import dev.waybill.webhook.Envelope;
import dev.waybill.webhook.Received;
import io.vertx.core.MultiMap;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came in, as if it were a request: its properties and parts are header lines.
 *
 * @param received its properties, and its body, cut to the largest that an event may have
 * @param group the message group; null if it has none
 * @param unfit the reason why it can't be an event; null if nothing is known yet
 */
record IncomingMessage(
        Received received, @Nullable String group, @Nullable String unfit) {

    private static final String OURS = "amqp.";
    private static final String ID = OURS + "message-id";

    /** Properties that the client makes of other parts of a message. */
    private static final String OF_JMS = "JMS";

    /** The spelling of JMS for ids that are not its own. */
    private static final Pattern PREFIX = Pattern.compile("ID:AMQP_(NO_PREFIX|UUID|ULONG|BINARY|STRING):");

    /** The bytes that a key of an event, and a message group, have at most. */
    private static final int LONGEST = 255;

    private static final byte[] NOTHING = {};

    /** @param mostBytes the largest body of an event */
    static IncomingMessage of(Message message, String queue, Source source, int mostBytes) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        byte[] body = NOTHING;
        String unfit = null;
        try {
            read(message, headers);
            headers.add(OURS + "queue", queue);
            body = body(message, mostBytes + 1);
            if (body == null) {
                unfit = "The message is neither bytes nor text";
            } else if (body.length > mostBytes) {
                unfit = "The message is larger than the largest event, %d bytes: its beginning is kept here"
                        .formatted(mostBytes);
            }
        } catch (JMSException | RuntimeException e) { // else it would hold the queue for ever
            unfit = "The message can't be read: " + e.getMessage();
        }
        Received received = new Received(
                source, headers, body == null ? NOTHING : Arrays.copyOf(body, Math.min(body.length, mostBytes)));
        return new IncomingMessage(received, unfit == null ? group(received) : null, unfit);
    }

    private static void read(Message message, MultiMap headers) throws JMSException {
        for (Object each : Collections.list(message.getPropertyNames())) {
            String name = each.toString();
            Object value = message.getObjectProperty(name);
            if (value != null
                    && !name.startsWith(OF_JMS)
                    && !name.toLowerCase(Locale.ROOT).startsWith(OURS)) {
                headers.add(name, value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString());
            }
        }
        add(headers, ID, id(message));
        add(headers, OURS + "group", message.getStringProperty("JMSXGroupID"));
        add(headers, OURS + "subject", message.getJMSType());
        add(headers, OURS + "correlation-id", message.getJMSCorrelationID());
        if (message.getJMSTimestamp() > 0) {
            headers.add(
                    OURS + "timestamp",
                    Instant.ofEpochMilli(message.getJMSTimestamp()).toString());
        }
    }

    private static @Nullable String id(Message message) throws JMSException {
        String id = message.getJMSMessageID();
        return id == null ? null : PREFIX.matcher(id).replaceFirst("");
    }

    private static void add(MultiMap headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, PostgresText.bytes(value) <= LONGEST ? value : DigestUtils.sha256Hex(value));
        }
    }

    /** Returns null for maps, lists and Java's objects: no object of a sender is ever made. */
    private static byte @Nullable [] body(Message message, int most) throws JMSException {
        return switch (message) {
            case BytesMessage bytes -> {
                byte[] body = new byte[(int) Math.min(bytes.getBodyLength(), most)];
                bytes.readBytes(body);
                yield body;
            }
            case TextMessage text ->
                text.getText() == null ? NOTHING : text.getText().getBytes(UTF_8);
            default -> null;
        };
    }

    private static @Nullable String group(Received received) {
        try {
            return Envelope.read(received.body(), received.source().parts(), name -> once(received, name))
                    .group();
        } catch (Envelope.Malformed toldLater) {
            return null;
        }
    }

    private static @Nullable String once(Received received, String name) {
        return received.headers().getAll(name).size() == 1 ? received.headers().get(name) : null;
    }

    /** Returns the id for people. */
    String id() {
        return String.valueOf(received.headers().get(ID));
    }
}
