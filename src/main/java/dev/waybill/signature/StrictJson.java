package dev.waybill.signature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Jackson's streaming parser with the grammar of {@code JSON.parse} and limits for unauthenticated input. */
public final class StrictJson {

    /** The limit of arrays and objects that are open at once. */
    public static final int MAX_DEPTH = 128;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // The parser's table of names lives as long as the factory, and refuses names that collide.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    // The body as a whole is bounded, and each token is read in linear time.
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * Returns a parser over the whole of {@code utf8}. The bytes are decoded here, because Jackson would be too
     * lenient: it guesses UTF-16 and UTF-32, skips a byte order mark and accepts overlong forms.
     *
     * @throws CharacterCodingException if it is not UTF-8
     * @throws JsonParseException if an escape in it is not JSON's; the parser finds all other errors as it goes
     */
    public static JsonParser parser(byte[] utf8) throws IOException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        checkEscapes(text);
        return FACTORY.createParser(text.array(), text.arrayOffset(), text.length());
    }

    /**
     * Refuses a {@code \\u} escape with characters beyond ASCII. Jackson (2.21, with text as its input) looks only at
     * the low byte of each. U+0130 thus passes for a zero.
     */
    private static void checkEscapes(CharBuffer text) throws JsonParseException {
        int length = text.length();
        for (int i = 0; i < length - 1; i++) {
            if (text.charAt(i) != '\\' || text.charAt(++i) != 'u') {
                continue;
            }
            for (int digit = i + 1; digit <= i + 4 && digit < length; digit++) {
                if (text.charAt(digit) >= 0x80) {
                    throw new JsonParseException(null, "A \\u escape without four hexadecimal digits");
                }
            }
        }
    }
}
