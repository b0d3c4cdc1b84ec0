package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.waybill.signature.StrictJson;
import dev.waybill.sources.Items;
import dev.waybill.webhook.Envelope.Malformed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events out of a request that has several, in one pass. Each is a JSON object, byte for byte as it stands in
 * the body. The last of repeated keys counts.
 */
final class SplitItems {

    /** The limit of events in a request. All are stored in one commit, and the header lines with each of them. */
    static final int MOST = 100;

    private final JsonParser parser;
    private final String text;
    private final Items place;
    private @Nullable List<byte[]> found;

    private SplitItems(JsonParser parser, String text, Items place) {
        this.parser = parser;
        this.text = text;
        this.place = place;
    }

    /**
     * Splits a body.
     *
     * @return the events; none if the list is empty
     * @throws Malformed if the body is no JSON, has no such list, or an element is no event
     */
    static List<byte[]> of(byte[] body, Items place) {
        try (JsonParser parser = StrictJson.parser(body)) {
            SplitItems split = new SplitItems(parser, new String(body, UTF_8), place);
            parser.nextToken();
            split.seek(place.list());
            if (parser.nextToken() != null) {
                throw new Malformed("The body continues after its JSON");
            }
            List<byte[]> found = split.found;
            if (found == null) {
                throw new Malformed("The body has no list at " + inWords(place.list()));
            }
            return found;
        } catch (IOException e) {
            throw Malformed.of(e);
        }
    }

    /** Returns which one of several it is, for people. */
    static String name(int index, int of) {
        return "item %d of %d".formatted(index + 1, of);
    }

    /** Reads the value at the parser to its end, and the list in it. */
    private void seek(JsonPointer way) throws IOException {
        if (way.matches()) {
            found = list();
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                JsonPointer next = way.matchProperty(parser.currentName());
                parser.nextToken();
                if (next == null) {
                    parser.skipChildren();
                } else {
                    found = null;
                    seek(next);
                }
            }
        } else {
            parser.skipChildren();
        }
    }

    private @Nullable List<byte[]> list() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return null;
        }
        List<byte[]> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MOST) {
                throw new Malformed("The request has more than %d items".formatted(MOST));
            }
            byte[] item = item(place.item());
            if (item == null) {
                throw new Malformed(
                        "Item %d has no JSON object at %s".formatted(items.size() + 1, inWords(place.item())));
            }
            items.add(item);
        }
        return items;
    }

    /** Reads an element to its end; returns the event in it, or null if there is none. */
    private byte @Nullable [] item(JsonPointer way) throws IOException {
        byte[] item = null;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
        } else if (way.matches()) {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            item = text.substring(from, (int) parser.currentLocation().getCharOffset())
                    .getBytes(UTF_8);
        } else {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                JsonPointer next = way.matchProperty(parser.currentName());
                parser.nextToken();
                if (next == null) {
                    parser.skipChildren();
                } else {
                    item = item(next);
                }
            }
        }
        return item;
    }

    private static String inWords(JsonPointer place) {
        return place.matches() ? "its top" : place.toString();
    }
}
