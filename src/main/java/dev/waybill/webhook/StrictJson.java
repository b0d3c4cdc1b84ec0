package dev.waybill.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Jackson's streaming parser with the grammar of {@code JSON.parse} and bounds for what strangers send. */
final class StrictJson {

    /** How many arrays and objects may be open at once. */
    static final int MAX_DEPTH = 128;

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
     */
    static JsonParser parser(byte[] utf8) throws IOException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        return FACTORY.createParser(text.array(), text.arrayOffset(), text.length());
    }
}
