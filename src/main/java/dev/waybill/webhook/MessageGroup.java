package dev.waybill.webhook;

import dev.waybill.batch.PostgresText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;

/** The message group, in which an event must stay in order, as the inbox holds it. */
final class MessageGroup {

    /** The longest group that the inbox holds, in bytes of UTF-8. */
    static final int MAX_BYTES = 255;

    private MessageGroup() {}

    /** Returns the text to store: 64 hexadecimal digits if the table can't hold the text itself. */
    static String storable(String text) {
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
