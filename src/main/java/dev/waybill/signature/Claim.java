package dev.waybill.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.sources.SignatureScheme;
import dev.waybill.sources.SignatureScheme.Algorithm;
import dev.waybill.sources.SignatureScheme.Encoding;
import dev.waybill.sources.SignatureScheme.Piece;
import dev.waybill.sources.SignatureScheme.Time;
import dev.waybill.sources.SourceSecret;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** The headers by which a webhook claims to be signed: read once, of any length and content, and not yet believed. */
public final class Claim {

    /**
     * The number of signatures that are compared. Senders give one for each live secret, which is two while they
     * rotate. With ed25519 each costs a verification, and anybody may send hundreds.
     */
    static final int MOST = 8;

    private final SignatureScheme scheme;
    private final List<byte[]> signatures;
    private final int given;
    private final byte[] timestamp;
    private final List<byte[]> headers;

    private Claim(SignatureScheme scheme, List<byte[]> signatures, int given, byte[] timestamp, List<byte[]> headers) {
        this.scheme = scheme;
        this.signatures = signatures;
        this.given = given;
        this.timestamp = timestamp;
        this.headers = headers;
    }

    /**
     * Reads a webhook's claim.
     *
     * @param header the value of a header that was sent exactly once; null for any other
     * @return null if there is no signature in the scheme's writing, or a header of the signed text is missing
     */
    public static @Nullable Claim of(SignatureScheme scheme, Function<String, @Nullable String> header) {
        String written = header.apply(scheme.header());
        if (written == null) {
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
        List<byte[]> headers = headers(scheme, header);
        return signatures.isEmpty() || headers == null || scheme.time() != null && time == null
                ? null
                : new Claim(scheme, signatures, given, time == null ? new byte[0] : bytes(time), headers);
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

    /** Returns the first secret by which one of the signatures holds for this body; null if none does. */
    @Nullable
    SourceSecret signerOf(byte[] body, List<SourceSecret> secrets) {
        SourceSecret signer = null;
        for (SourceSecret secret : secrets) {
            // No early exit: the time taken must not reveal which secret matched.
            if (holds(body, secret.key()) && signer == null) {
                signer = secret;
            }
        }
        return signer;
    }

    private boolean holds(byte[] body, Key key) {
        try {
            return switch (scheme.algorithm()) {
                case SHARED_SECRET ->
                    isOneOfThem(
                            sha256(key.getEncoded()),
                            signatures.stream().map(Claim::sha256).toList());
                case ED25519 -> isSigned(body, (PublicKey) key);
                default -> isOneOfThem(hmac(body, key), signatures);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + scheme.algorithm(), e);
        }
    }

    private static boolean isOneOfThem(byte[] expected, List<byte[]> signatures) {
        boolean found = false;
        for (byte[] signature : signatures) {
            found |= MessageDigest.isEqual(signature, expected);
        }
        return found;
    }

    private byte[] hmac(byte[] body, Key key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(scheme.algorithm().jca());
        mac.init(key);
        if (scheme.text().size() == 1) { // a scheme's text has the body
            return mac.doFinal(body);
        }
        feed(body, mac::update);
        return mac.doFinal();
    }

    private boolean isSigned(byte[] body, PublicKey key) throws GeneralSecurityException {
        boolean found = false;
        for (byte[] candidate : signatures) {
            Signature signature = Signature.getInstance(scheme.algorithm().jca());
            signature.initVerify(key);
            feed(body, signature::update);
            found |= verifies(signature, candidate);
        }
        return found;
    }

    /** False also for bytes that are no signature at all, which Java reports by an exception. */
    private static boolean verifies(Signature signature, byte[] candidate) {
        try {
            return signature.verify(candidate);
        } catch (SignatureException malformed) {
            return false;
        }
    }

    private interface Sink {
        void take(byte[] bytes) throws GeneralSecurityException;
    }

    private void feed(byte[] body, Sink sink) throws GeneralSecurityException {
        int header = 0;
        for (Piece piece : scheme.text()) {
            sink.take(
                    switch (piece) {
                        case Piece.Body all -> body;
                        case Piece.Literal(byte[] bytes) -> bytes;
                        case Piece.Timestamp sent -> timestamp;
                        case Piece.Header named -> headers.get(header++);
                    });
        }
    }

    /** Makes both sides equally long: a comparison would reveal the length of the secret. */
    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
