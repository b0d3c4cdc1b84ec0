package dev.waybill.wire;

import dev.waybill.Excerpt;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request, mail or file on its way out: its address, and the bytes of its body as they are written. It may be read
 * while it is still being written.
 */
public final class WireMessage extends OutputStream {

    private static final int LONGEST_LINE = 1000;

    private final StringBuilder to = new StringBuilder(256);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private final int most;
    private final byte[] received;
    private boolean same = true;
    private boolean bodied;
    private long length;

    WireMessage(String where, int most, byte[] received) {
        this.most = most;
        this.received = received;
        append(to, where);
    }

    /** Adds a line to the description. */
    public synchronized void line(String text) {
        to.append('\n');
        append(to, text);
    }

    /** Notes that the message has a body, of any length. */
    public synchronized void hasBody() {
        bodied = true;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int number) {
        same = same
                && length + number <= received.length
                && Arrays.equals(bytes, from, from + number, received, (int) length, (int) length + number);
        kept.write(bytes, from, Math.min(number, most - kept.size()));
        length += number;
    }

    public void writeBytes(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** Returns the same stream; every byte read from it counts as written. */
    public InputStream of(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                if (b >= 0) {
                    WireMessage.this.write(b);
                }
                return b;
            }

            @Override
            public int read(byte[] bytes, int from, int most) throws IOException {
                int number = super.read(bytes, from, most);
                if (number > 0) {
                    WireMessage.this.write(bytes, from, number);
                }
                return number;
            }
        };
    }

    /** Returns the address, then a line for each other known fact. */
    public synchronized String to() {
        return to.toString();
    }

    /** Returns the first line of {@link #to()}. */
    public synchronized String where() {
        int end = to.indexOf("\n");
        return end < 0 ? to.toString() : to.substring(0, end);
    }

    /** Returns the first bytes that were written; null if there is no body, or it is the one that was received. */
    public synchronized byte @Nullable [] body() {
        return !bodied || asReceived() ? null : kept.toByteArray();
    }

    /** Returns the number of bytes written so far; null if there is no body. */
    public synchronized @Nullable Long length() {
        return bodied ? length : null;
    }

    public synchronized boolean empty() {
        return length == 0;
    }

    private boolean asReceived() {
        return same && length > 0 && length == received.length;
    }

    /** Appends text of unknown origin on one line, up to 1000 characters. */
    public static void append(StringBuilder to, String text) {
        Excerpt.of(text, LONGEST_LINE).chars().forEach(c -> to.append(c < ' ' ? ' ' : (char) c));
    }
}
