package dev.waybill.amqp;

import dev.waybill.wire.Wire;
import dev.waybill.wire.WireMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out. Its properties come from the delivery alone: headers of an exchange can be an answer of
 * another system, and some would steer the broker.
 *
 * @param key the key of the delivery; null outside of one
 * @param group the message group; null if it has none
 * @param asText true if the body is text, and not bytes
 */
record OutgoingMessage(@Nullable String key, @Nullable String group, byte[] body, boolean asText) {

    /** The key of the delivery again: JMS knows no property with a hyphen, and some brokers make ids of their own. */
    static final String KEY = "idempotency_key";

    /** The key as Artemis looks for it, which drops repetitions then. */
    static final String ARTEMIS_KEY = "_AMQ_DUPL_ID";

    private static final String GROUP = "JMSXGroupID";

    Message in(Session session) throws JMSException {
        Message message;
        if (asText) {
            message = session.createTextMessage(new String(body, StandardCharsets.UTF_8));
        } else {
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes(body);
            message = bytes;
        }
        for (Map.Entry<String, String> property : properties().entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        return message;
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        if (group != null) {
            properties.put(GROUP, group);
        }
        if (key != null) {
            properties.put(KEY, key);
            properties.put(ARTEMIS_KEY, key);
        }
        return properties;
    }

    /** Records what the client is given. It is called on the thread that sends. */
    void tell(String where) {
        WireMessage told = Wire.begin(where);
        if (told == null) {
            return;
        }
        if (key != null) {
            told.line("message-id: " + key);
        }
        properties().forEach((name, value) -> told.line(name + ": " + value));
        told.hasBody();
        told.writeBytes(body);
    }
}
