package dev.waybill.authorpages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file as a text area takes it: with plain line ends.
 *
 * @param text the text; empty if a text area would change it
 * @param refusal the reason why it can't be edited there; null if it can
 * @param crlf true if its lines end as on Windows
 */
public record FileText(String text, @Nullable String refusal, boolean crlf) {

    /** The longest text to edit: form and bundle have to fit into one request. */
    static final int MOST = 40_000;

    static FileText of(byte[] bytes) {
        if (bytes.length > MOST) {
            return refused("It is longer than %d bytes, the limit of this page.".formatted(MOST));
        }
        String text = new String(bytes, UTF_8);
        if (!Arrays.equals(text.getBytes(UTF_8), bytes)) {
            return refused("It is no text in UTF-8.");
        }
        if (text.chars().anyMatch(each -> each < ' ' && each != '\n' && each != '\r' && each != '\t' || each == 0x7f)) {
            return refused("It has control characters.");
        }
        String plain = plain(text);
        boolean crlf = plain.contains("\n") && text.equals(plain.replace("\n", "\r\n"));
        return crlf || text.equals(plain) ? new FileText(plain, null, crlf) : refused("Its lines end in several ways.");
    }

    private static FileText refused(String sentence) {
        return new FileText("", sentence, false);
    }

    public boolean isEditable() {
        return refusal == null;
    }

    /** True if a browser sent the text that it was given: it ends lines in its own way. */
    boolean hasText(String sent) {
        return plain(sent).equals(text);
    }

    /** Returns the bytes of the file with another text, with the line ends that it had. */
    byte[] bytes(String sent) {
        String plain = plain(sent);
        return (crlf ? plain.replace("\n", "\r\n") : plain).getBytes(UTF_8);
    }

    /** Returns the content of a text area, which leaves its first line end out. */
    public String area() {
        return "\n" + text;
    }

    List<String> lines() {
        return List.of(text.split("\n", -1));
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
