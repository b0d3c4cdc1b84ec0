package dev.waybill.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.waybill.signature.StrictJson;
import dev.waybill.sources.EventParts;
import dev.waybill.sources.Part.Place;
import dev.waybill.webhook.Envelope.Malformed;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The texts at the places that a source's parts name, read in one pass over a body. The last of repeated keys counts, for
 * each step of a pointer, even where it holds no text.
 */
final class EventTexts {

    private final List<JsonPointer> pointers;
    private final @Nullable String[] texts;
    private final boolean[] numbers;
    private final Function<String, @Nullable String> headers;
    private final BodyDigest digest;

    private EventTexts(EventParts parts, byte[] signedForm, Function<String, @Nullable String> headers) {
        this.pointers = parts.pointers();
        this.texts = new String[pointers.size()];
        this.numbers = new boolean[pointers.size()];
        this.headers = headers;
        this.digest = new BodyDigest(signedForm, parts.changing());
    }

    /**
     * Reads a body.
     *
     * @param signedForm the bytes that the signature covers
     * @param headers the value of a header that was sent exactly once; null for any other
     * @throws Malformed if it is not UTF-8, not one JSON object, or nested deeper than {@value StrictJson#MAX_DEPTH}
     */
    static EventTexts read(byte[] signedForm, EventParts parts, Function<String, @Nullable String> headers) {
        EventTexts found = new EventTexts(parts, signedForm, headers);
        try (JsonParser parser = StrictJson.parser(signedForm)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("The body is not a JSON object");
            }
            found.object(parser, found.pointers.toArray(JsonPointer[]::new));
            if (parser.nextToken() != null) {
                throw new Malformed("The body continues after its JSON object");
            }
            return found;
        } catch (IOException e) {
            throw Malformed.of(e);
        }
    }

    /** Returns the text or number at a place; null if there is none. */
    @Nullable
    String text(Place place) {
        return switch (place) {
            case Place.Header(String name) -> headers.apply(name);
            case Place.Pointer(JsonPointer at) -> at(at);
            case Place.Text(String value) -> value;
            case Place.Digest all -> HexFormat.of().formatHex(digest());
        };
    }

    /** Returns the text at a place that is no number; null if there is none. */
    @Nullable
    String word(Place place) {
        return place instanceof Place.Pointer(JsonPointer at) && numbers[pointers.indexOf(at)] ? null : text(place);
    }

    /** Returns the text at a place that has more than white space; null if there is none. */
    @Nullable
    String visible(Place place) {
        String text = text(place);
        return text == null || text.isBlank() ? null : text;
    }

    @Nullable
    String at(JsonPointer pointer) {
        return texts[pointers.indexOf(pointer)];
    }

    /** Returns the SHA-256 of the body, without the members that change between two sendings. */
    byte[] digest() {
        return digest.sha256();
    }

    /** Reads an object's members to its end. */
    private void object(JsonParser parser, @Nullable JsonPointer[] ways) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            member(parser, ways, name, 0);
        }
    }

    private void array(JsonParser parser, @Nullable JsonPointer[] ways) throws IOException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            member(parser, ways, null, index);
        }
    }

    /**
     * Reads one value to its end.
     *
     * @param name the member's name; null for an array's element
     */
    private void member(JsonParser parser, @Nullable JsonPointer[] ways, @Nullable String name, int index)
            throws IOException {
        @Nullable JsonPointer[] rest = null;
        JsonToken token = parser.currentToken();
        for (int i = 0; i < ways.length; i++) {
            JsonPointer way = ways[i];
            if (way == null) {
                continue;
            }
            JsonPointer next = name == null ? way.matchElement(index) : way.matchProperty(name);
            if (next == null) {
                continue;
            }
            texts[i] = null;
            if (!next.matches()) {
                rest = rest == null ? new JsonPointer[ways.length] : rest;
                rest[i] = next;
            } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                texts[i] = parser.getText();
                numbers[i] = token.isNumeric();
            }
        }
        if (rest != null && token == JsonToken.START_OBJECT) {
            object(parser, rest);
        } else if (rest != null && token == JsonToken.START_ARRAY) {
            array(parser, rest);
        } else {
            parser.skipChildren();
        }
    }
}
