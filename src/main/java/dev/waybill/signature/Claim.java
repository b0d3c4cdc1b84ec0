package dev.waybill.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import dev.waybill.sources.SignatureScheme;
import dev.waybill.sources.SignatureScheme.Algorithm;
import dev.waybill.sources.SignatureScheme.Encoding;
import dev.waybill.sources.SignatureScheme.Piece;
import dev.waybill.sources.SignatureScheme.Time;
import dev.waybill.sources.SourceSecret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The headers or members by which a webhook claims to be signed: read once, of any length and content, and not yet
 * believed.
 */
public final class Claim {

    /**
     * The number of signatures that are compared. Senders give one for each live secret, which is two while they
     * rotate. With ed25519 each costs a verification, and anybody may send hundreds.
     */
    static final int MOST = 8;

    private final List<byte[]> signatures;
    private final int given;
    private final byte[] timestamp;
    private final SignedText text;

    private Claim(List<byte[]> signatures, int given, byte[] timestamp, SignedText text) {
        this.signatures = signatures;
        this.given = given;
        this.timestamp = timestamp;
        this.text = text;
    }

    /**
     * Reads a webhook's claim.
     *
     * @param header the value of a header that was sent exactly once; null for any other
     * @return null if there is no signature in the scheme's writing, or a header of the signed text is missing
     */
    public static @Nullable Claim of(SignatureScheme scheme, Function<String, @Nullable String> header) {
        return of(scheme, header.apply(scheme.header()), header, headers(scheme, header));
    }

    /**
     * Reads the claim of an event that holds its own signature.
     *
     * @param text the text or number at a place of the event; null if there is none
     * @return null if there is no signature in the scheme's writing, or the signed text is not clear
     */
    public static @Nullable Claim ofEvent(SignatureScheme scheme, Function<JsonPointer, @Nullable String> text) {
        JsonPointer place = scheme.place();
        return place == null ? null : of(scheme, text.apply(place), name -> null, members(scheme, text));
    }

    private static @Nullable Claim of(
            SignatureScheme scheme,
            @Nullable String written,
            Function<String, @Nullable String> header,
            @Nullable List<byte[]> values) {
        if (written == null || values == null) {
            return null;
        }
        List<byte[]> signatures = new ArrayList<>(1);
        int given = 0;
        String time = time(scheme, header);
        int from = 0;
        while (from >= 0) {
            int end = scheme.separator().isEmpty() ? -1 : written.indexOf(scheme.separator(), from);
            String entry = end < 0 ? written.substring(from) : written.substring(from, end);
            from = end < 0 ? -1 : end + scheme.separator().length();
            if (!scheme.separator().isEmpty()) {
                entry = entry.strip();
            }
            Time signed = scheme.time();
            if (signed != null && signed.header() == null && time == null && entry.startsWith(signed.entry())) {
                time = entry.substring(signed.entry().length());
            }
            byte[] signature = entry.startsWith(scheme.prefix())
                    ? decoded(scheme, entry.substring(scheme.prefix().length()))
                    : null;
            if (signature != null && given++ < MOST) {
                signatures.add(signature);
            }
        }
        if (signatures.isEmpty() || scheme.time() != null && time == null) {
            return null;
        }
        byte[] timestamp = time == null ? new byte[0] : bytes(time);
        return new Claim(signatures, given, timestamp, new SignedText(scheme, timestamp, values));
    }

    private static @Nullable String time(SignatureScheme scheme, Function<String, @Nullable String> header) {
        Time time = scheme.time();
        return time == null || time.header() == null ? null : header.apply(time.header());
    }

    private static @Nullable List<byte[]> headers(SignatureScheme scheme, Function<String, @Nullable String> header) {
        List<byte[]> values = List.of();
        for (Piece piece : scheme.text()) {
            if (piece instanceof Piece.Header(String name)) {
                String value = header.apply(name);
                if (value == null) {
                    return null;
                }
                values = values.isEmpty() ? new ArrayList<>() : values;
                values.add(bytes(value));
            }
        }
        return values;
    }

    /** Returns the signed parts of an event; null if one holds the character that stands between them. */
    private static @Nullable List<byte[]> members(
            SignatureScheme scheme, Function<JsonPointer, @Nullable String> text) {
        List<byte[]> values = new ArrayList<>();
        String between = scheme.text().stream()
                .flatMap(piece -> piece instanceof Piece.Literal(byte[] bytes)
                        ? Stream.of(new String(bytes, UTF_8))
                        : Stream.empty())
                .findFirst()
                .orElse("\0");
        for (Piece piece : scheme.text()) {
            if (piece instanceof Piece.Member(JsonPointer at, boolean free)) {
                String value = Objects.requireNonNullElse(text.apply(at), "");
                if (!free && value.contains(between)) {
                    return null;
                }
                values.add(value.getBytes(UTF_8));
            }
        }
        return values;
    }

    /**
     * Decodes strictly. Java's decoder of Base64 also accepts missing padding and stray bits at the end; encoding again
     * reveals both.
     */
    private static byte @Nullable [] decoded(SignatureScheme scheme, String text) {
        if (scheme.algorithm() == Algorithm.SHARED_SECRET) {
            return bytes(text);
        }
        int length = scheme.algorithm().bytes();
        try {
            if (scheme.encoding() == Encoding.HEX) {
                return text.length() == 2 * length ? HexFormat.of().parseHex(text) : null;
            }
            if (text.length() != (length + 2) / 3 * 4) {
                return null;
            }
            byte[] decoded = Base64.getDecoder().decode(text);
            boolean strict = Base64.getEncoder().encodeToString(decoded).equals(text);
            return strict && decoded.length == length ? decoded : null;
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** Header values come as the bytes on the wire, each a character. */
    private static byte[] bytes(String header) {
        return header.getBytes(ISO_8859_1);
    }

    /** Returns the time of sending as sent; empty if the scheme has none. */
    public String timestamp() {
        return new String(timestamp, ISO_8859_1);
    }

    /** Returns the number of signatures beyond those that are compared. */
    public int ignored() {
        return Math.max(0, given - MOST);
    }

    /** Returns the SHA-256 of the text that is signed. */
    public byte[] digest(byte[] body) {
        return text.sha256OfAll(body);
    }

    /** Returns the first secret by which one of the signatures holds for this body; null if none does. */
    public @Nullable SourceSecret signerOf(byte[] body, List<SourceSecret> secrets) {
        SourceSecret signer = null;
        for (SourceSecret secret : secrets) {
            // No early exit: the time taken must not reveal which secret matched.
            if (text.isSigned(body, secret.key(), signatures) && signer == null) {
                signer = secret;
            }
        }
        return signer;
    }
}
