package dev.waybill.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.waybill.batch.PostgresText;
import dev.waybill.signature.StrictJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an event's body that the hub itself reads.
 *
 * @param type the event type as sent, up to {@value #MAX_TYPE_BYTES} bytes of UTF-8 that PostgreSQL can hold
 * @param group the message group, up to {@value MessageGroup#MAX_BYTES} bytes of the same kind; null if the event has
 *     none
 */
public record Envelope(String type, @Nullable String group) {

    static final int MAX_TYPE_BYTES = 255;

    /**
     * Reads a signed body in one pass. The last of repeated keys counts, for the type and for each step of the pointer.
     *
     * @param signedForm the bytes that the signature covers
     * @param groupPointer the place of the message group, a JSON pointer (RFC 6901) such as {@code /data/id}
     * @throws Malformed if it is not UTF-8, not one JSON object, nested deeper than {@value StrictJson#MAX_DEPTH}, or
     *     lacks a usable string {@code type}
     * @throws IllegalArgumentException if {@code groupPointer} is not a JSON pointer
     */
    public static Envelope read(byte[] signedForm, String groupPointer) {
        JsonPointer pointer = JsonPointer.compile(groupPointer);
        try (JsonParser parser = StrictJson.parser(signedForm)) {
            return read(parser, pointer);
        } catch (CharacterCodingException e) {
            throw new Malformed("The body is not UTF-8");
        } catch (StreamConstraintsException e) {
            throw new Malformed("The body is nested deeper than %d levels".formatted(StrictJson.MAX_DEPTH));
        } catch (IOException e) {
            throw new Malformed("The body is not JSON");
        }
    }

    private static Envelope read(JsonParser parser, JsonPointer pointer) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new Malformed("The body is not a JSON object");
        }
        String type = null;
        String group = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("type")) {
                type = value == JsonToken.VALUE_STRING ? parser.getText() : null;
            }
            JsonPointer rest = pointer.matchProperty(name);
            if (rest == null) {
                parser.skipChildren();
            } else {
                group = MessageGroup.at(rest, parser);
            }
        }
        if (parser.nextToken() != null) {
            throw new Malformed("The body continues after its JSON object");
        }
        return new Envelope(checked(type), group);
    }

    private static String checked(@Nullable String type) {
        if (type == null) {
            throw new Malformed("The body has no string \"type\"");
        }
        if (!PostgresText.fits(type, MAX_TYPE_BYTES)) {
            throw new Malformed("The \"type\" is longer than %d bytes, or holds U+0000 or half a surrogate pair"
                    .formatted(MAX_TYPE_BYTES));
        }
        return type;
    }

    /**
     * A signed body is not an event, so no re-send of it can be accepted. The message says why, without quoting the body.
     */
    public static final class Malformed extends RuntimeException {

        Malformed(String reason) {
            super(reason);
        }
    }
}
