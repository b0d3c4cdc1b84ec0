package dev.waybill.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.waybill.batch.PostgresText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** Reads the message group, in which an event must stay in order: a string or number somewhere in its JSON. */
final class MessageGroup {

    /** The longest group that the inbox holds, in bytes of UTF-8. */
    static final int MAX_BYTES = 255;

    private MessageGroup() {}

    /**
     * Reads the value on which {@code parser} stands to its end.
     *
     * @param pointer the way from that value to the group
     * @return the group's text, as 64 hexadecimal digits if the text can't be stored itself; null if there is nothing
     *     at the pointer, or neither a number nor a string with anything but white space
     */
    static @Nullable String at(JsonPointer pointer, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (pointer.matches()) {
            String group = token == JsonToken.VALUE_STRING || token.isNumeric() ? storable(parser.getText()) : null;
            parser.skipChildren();
            return group;
        }
        return switch (token) {
            case START_OBJECT -> inObject(pointer, parser);
            case START_ARRAY -> inArray(pointer, parser);
            default -> null;
        };
    }

    private static @Nullable String inObject(JsonPointer pointer, JsonParser parser) throws IOException {
        String group = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            JsonPointer rest = pointer.matchProperty(parser.currentName());
            parser.nextToken();
            if (rest == null) {
                parser.skipChildren();
            } else {
                // The last of repeated keys counts, even where it holds no group.
                group = at(rest, parser);
            }
        }
        return group;
    }

    private static @Nullable String inArray(JsonPointer pointer, JsonParser parser) throws IOException {
        String group = null;
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            JsonPointer rest = pointer.matchElement(index);
            if (rest == null) {
                parser.skipChildren();
            } else {
                group = at(rest, parser);
            }
        }
        return group;
    }

    /**
     * Returns the text to store; null for a blank text. Events without an order of their own would otherwise all wait
     * for each other.
     */
    private static @Nullable String storable(String text) {
        if (text.isBlank()) {
            return null;
        }
        return PostgresText.fits(text, MAX_BYTES) ? text : DigestUtils.sha256Hex(bytes(text));
    }

    /**
     * Returns the UTF-8 of the text, or its UTF-16 units if it has no UTF-8. Two texts with different lone surrogates
     * thus stay two groups.
     */
    private static byte[] bytes(String text) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer units = ByteBuffer.allocate(text.length() * Character.BYTES);
        units.asCharBuffer().put(text);
        return units.array();
    }
}
