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

/** Jackson's streaming parser with the grammar of {@code JSON.parse} and bounds for what strangers send. */
public final class StrictJson {

    /** How many arrays and objects may be open at once. */
    public static final int MAX_DEPTH = 128;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // its table of names lives as long as the factory, and refuses names that collide
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    // the body as a whole is bounded, and each token is read in linear time
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * A parser over the whole of {@code utf8}. Decoded here: Jackson would guess UTF-16 and UTF-32, skip a byte order mark
     * and accept overlong forms.
     *
     * @throws CharacterCodingException if it is not UTF-8
     * @throws JsonParseException if an escape in it is not JSON's; all else the parser finds as it goes
     */
    public static JsonParser parser(byte[] utf8) throws IOException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        checkEscapes(text);
        return FACTORY.createParser(text.array(), text.arrayOffset(), text.length());
    }

    /**
     * Of each character after a {@code \\u} Jackson looks at the low byte only (2.21, with text as its input), and so takes
     * U+0130 for a zero.
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
