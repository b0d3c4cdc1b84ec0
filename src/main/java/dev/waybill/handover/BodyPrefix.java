package dev.waybill.handover;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a message's body, read without consuming it.
 *
 * @param bytes a copy; text as UTF-8, up to a whole character
 * @param whole the length of the whole body; null if unknown
 */
record BodyPrefix(byte[] bytes, @Nullable Long whole) {

    /** Returns null for other types than bytes and text, and for a body in a file or readable only once. */
    static @Nullable BodyPrefix of(Object body, int most, Exchange exchange) throws IOException {
        return switch (body) {
            case byte[] bytes ->
                new BodyPrefix(Arrays.copyOf(bytes, Math.min(bytes.length, most)), (long) bytes.length);
            case CharSequence text -> ofText(text, most);
            case StreamCache stream when stream.inMemory() -> ofCopy(stream, most, exchange);
            default -> null;
        };
    }

    private static BodyPrefix ofText(CharSequence text, int most) {
        // a char takes up to three bytes in UTF-8
        if (text.length() <= most / 3) {
            byte[] all = text.toString().getBytes(StandardCharsets.UTF_8);
            return new BodyPrefix(all, (long) all.length);
        }
        ByteBuffer room = ByteBuffer.allocate(most);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text), room, true);
        return new BodyPrefix(Arrays.copyOf(room.array(), room.position()), length(text));
    }

    /** Returns the length of the text in UTF-8. */
    private static long length(CharSequence text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                length++; // half a surrogate pair is sent as a question mark
            }
        }
        return length;
    }

    /** Reads a copy, which shares the memory and leaves the position of the stream itself alone. */
    private static @Nullable BodyPrefix ofCopy(StreamCache stream, int most, Exchange exchange) throws IOException {
        StreamCache copy = stream.copy(exchange);
        if (copy instanceof InputStream in) {
            try (in) {
                byte[] kept = in.readNBytes(most);
                return new BodyPrefix(kept, Math.max(kept.length, stream.length()));
            }
        }
        if (copy instanceof Reader reader) {
            try (reader) {
                char[] kept = new char[most];
                int read = Math.max(0, reader.read(kept));
                BodyPrefix first = ofText(CharBuffer.wrap(kept, 0, read), most);
                return reader.read() < 0 ? first : new BodyPrefix(first.bytes, null);
            }
        }
        return null;
    }
}
