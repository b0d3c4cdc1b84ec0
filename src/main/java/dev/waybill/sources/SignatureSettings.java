package dev.waybill.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import dev.waybill.sources.SignatureScheme.Algorithm;
import dev.waybill.sources.SignatureScheme.Encoding;
import dev.waybill.sources.SignatureScheme.Piece;
import dev.waybill.sources.SignatureScheme.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code waybill.sources.<name>.signature}: how a source signs.
 *
 * @param algorithm the kind of proof
 * @param key the writing of the secret
 * @param text the signed text, of {@code {body}}, {@code {timestamp}}, {@code {url}} and {@code {header:<name>}}; or of
 *     {@code {pointer:<place>}} with a character between them, if each event holds its signature
 * @param pointer the place of the signature in each event of a request; empty: a header holds it
 * @param encoding the writing of a signature
 * @param prefix the text before each signature
 * @param separator the text between the entries of the header; empty: there is one entry
 * @param timestamp the place of the signed time: {@code header:<name>}, or {@code entry:<prefix>} for an entry of the
 *     signature's header; empty: there is none
 * @param tolerance the largest difference between that time and the hub's clock; 0s: any is right
 * @param url the address that the sender knows, if it signs that too
 */
record SignatureSettings(
        @DefaultValue("hmac-sha256") Algorithm algorithm,
        @DefaultValue("utf-8") KeyFormat key,
        @DefaultValue("{body}") String text,
        @DefaultValue("") String pointer,
        @DefaultValue("base64") Encoding encoding,
        @DefaultValue("") String prefix,
        @DefaultValue("") String separator,
        @DefaultValue("") String timestamp,
        @DefaultValue("5m") Duration tolerance,
        @DefaultValue("") String url) {

    /** The settings of a source that has none: Base64 of the HMAC-SHA256 over the body. */
    static final SignatureSettings OF_BODY = new SignatureSettings(
            Algorithm.HMAC_SHA256,
            KeyFormat.UTF_8,
            "{body}",
            "",
            Encoding.BASE64,
            "",
            "",
            "",
            Duration.ofMinutes(5),
            "");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern HEADER = Pattern.compile("header:[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Duration MOST = Duration.ofDays(1);

    /**
     * Compiles the scheme.
     *
     * @param at the name of these settings
     * @throws BadSetting if they contradict each other
     */
    SignatureScheme scheme(String at, String header) {
        Time time = time(at);
        List<Piece> pieces = pieces(at);
        JsonPointer place = place(at);
        new Setting(at + ".text", text)
                .check(
                        !algorithm.signs() || place != null || pieces.stream().anyMatch(Piece.Body.class::isInstance),
                        "must hold {body}: without it, nobody would have signed the event");
        new Setting(at + ".text", text)
                .check(
                        place == null ? pieces.stream().noneMatch(Piece.Member.class::isInstance) : isOfMembers(pieces),
                        place == null
                                ? "names {pointer:…}, but no signature.pointer says where an event holds its signature"
                                : "must be {pointer:…}, with one and the same character between them, and at most one"
                                        + " with a * at its end");
        new Setting(at + ".pointer", pointer)
                .check(
                        place == null || algorithm.signs() && algorithm != Algorithm.ED25519,
                        "needs an HMAC: no other signature is read from an event");
        boolean timed = pieces.stream().anyMatch(Piece.Timestamp.class::isInstance);
        new Setting(at + ".timestamp", timestamp)
                .check(
                        timed == (time != null),
                        timed
                                ? "is missing, though the signed text holds {timestamp}"
                                : "is not part of the signed text, so anybody could change it");
        boolean publicKey = algorithm == Algorithm.ED25519;
        new Setting(at + ".key", null)
                .check(
                        !publicKey && key != KeyFormat.WHPK
                                || publicKey && key != KeyFormat.WHSEC && key != KeyFormat.UTF_8,
                        "does not fit the algorithm: ed25519 needs whpk, base64 or hex, all others a secret");
        return new SignatureScheme(header, place, algorithm, encoding, prefix, separator, pieces, time);
    }

    private @Nullable JsonPointer place(String at) {
        if (pointer.isEmpty()) {
            return null;
        }
        new Setting(at + ".pointer", pointer).check(pointer.startsWith("/"), "must be a JSON pointer, such as /hmac");
        return JsonPointer.compile(pointer);
    }

    /**
     * True if the signed text tells its parts apart. Nothing is escaped in it, so one part at most may hold the character
     * that stands between them. With two, whoever caught an event could move the border, and so change its key.
     */
    private static boolean isOfMembers(List<Piece> pieces) {
        List<String> between = new ArrayList<>();
        int free = 0;
        boolean member = false;
        for (Piece piece : pieces) {
            if (!member && piece instanceof Piece.Member(JsonPointer at, boolean holdsAll)) {
                free += holdsAll ? 1 : 0;
            } else if (member && piece instanceof Piece.Literal(byte[] bytes)) {
                between.add(new String(bytes, UTF_8));
            } else {
                return false;
            }
            member = !member;
        }
        return member
                && free <= 1
                && between.stream().distinct().count() <= 1
                && between.stream().allMatch(text -> text.length() == 1);
    }

    private @Nullable Time time(String at) {
        Setting written = new Setting(at + ".timestamp", timestamp);
        new Setting(at + ".tolerance", null)
                .check(!tolerance.isNegative() && tolerance.compareTo(MOST) <= 0, "must be between 0s and 1d");
        if (timestamp.isEmpty()) {
            return null;
        }
        boolean header = HEADER.matcher(timestamp).matches();
        written.check(header || timestamp.startsWith("entry:"), "must be header:<name> or entry:<prefix>");
        String where = timestamp.substring(timestamp.indexOf(':') + 1);
        written.check(header || !separator.isEmpty(), "is an entry, but there is no separator between entries");
        return new Time(header ? where : null, header ? "" : where, tolerance);
    }

    private List<Piece> pieces(String at) {
        Matcher found = PLACEHOLDER.matcher(text);
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int from = 0;
        while (found.find()) {
            literal.append(text, from, found.start());
            from = found.end();
            if (found.group(1).equals("url")) {
                new Setting(at + ".url", url)
                        .check(!url.isBlank(), "is missing: set the address as it is registered at the sender");
                literal.append(url);
            } else {
                flush(literal, pieces);
                pieces.add(piece(at, found.group(1)));
            }
        }
        flush(literal.append(text, from, text.length()), pieces);
        return List.copyOf(pieces);
    }

    private Piece piece(String at, String name) {
        if (name.equals("body")) {
            return new Piece.Body();
        }
        if (name.equals("timestamp")) {
            return new Piece.Timestamp();
        }
        if (HEADER.matcher(name).matches()) {
            return new Piece.Header(name.substring("header:".length()));
        }
        if (name.startsWith("pointer:/")) {
            boolean free = name.endsWith("*");
            String place = name.substring("pointer:".length(), name.length() - (free ? 1 : 0));
            return new Piece.Member(JsonPointer.compile(place), free);
        }
        throw new BadSetting(
                at + ".text",
                "%s.text names {%s}: it may hold {body}, {timestamp}, {url} and {header:<name>}.".formatted(at, name));
    }

    private static void flush(StringBuilder literal, List<Piece> pieces) {
        if (!literal.isEmpty()) {
            pieces.add(new Piece.Literal(literal.toString().getBytes(UTF_8)));
            literal.setLength(0);
        }
    }
}
