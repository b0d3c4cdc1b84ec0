package dev.waybill.sources;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signature scheme of a source, compiled at the start.
 *
 * @param header the request header with the signatures, or {@code ?} and a parameter of the address; no more than a name if each event holds its own
 * @param place the place of the signature in each event; null if the header holds it
 * @param algorithm the kind of proof
 * @param encoding the writing of a signature
 * @param prefix the text before each signature; entries of the header without it are no signatures
 * @param separator the text between the entries of the header; empty if there is one entry
 * @param text the pieces of the signed text
 * @param time the time of the sending; null if it is not signed
 */
public record SignatureScheme(
        String header,
        @Nullable JsonPointer place,
        Algorithm algorithm,
        Encoding encoding,
        String prefix,
        String separator,
        List<Piece> text,
        @Nullable Time time) {

    /** The kinds of proof. */
    public enum Algorithm {
        /** HMAC with SHA-1, 20 bytes. */
        HMAC_SHA1("HmacSHA1", 20),
        /** HMAC with SHA-256, 32 bytes. */
        HMAC_SHA256("HmacSHA256", 32),
        /** HMAC with SHA-512, 64 bytes. */
        HMAC_SHA512("HmacSHA512", 64),
        /** A signature by a private key that this hub doesn't have, 64 bytes. */
        ED25519("Ed25519", 64),
        /** The secret itself, in each request. It proves nothing about the body. */
        SHARED_SECRET("SharedSecret", 0),
        /** Nothing: its events don't come over the public port, and whoever may hand them in is believed. */
        NONE("None", 0);

        private final String jca;
        private final int bytes;

        Algorithm(String jca, int bytes) {
            this.jca = jca;
            this.bytes = bytes;
        }

        /** Returns Java's name of it. */
        public String jca() {
            return jca;
        }

        /** Returns the length of a signature. */
        public int bytes() {
            return bytes;
        }

        /** False if whoever reads one request can make up others. */
        public boolean signs() {
            return this != SHARED_SECRET && this != NONE;
        }
    }

    /** The writings of a signature. */
    public enum Encoding {
        /** Base64 with padding. */
        BASE64,
        /** Hexadecimal digits, small or capital. */
        HEX
    }

    /** A piece of the signed text. */
    public sealed interface Piece {

        /** Bytes that are the same in each webhook. */
        record Literal(byte[] bytes) implements Piece {}

        /** The value of a header. */
        record Header(String name) implements Piece {}

        /**
         * The text or number at a place of the event; empty if there is none.
         *
         * @param free true if it may hold the character that stands between two of them
         */
        record Member(JsonPointer at, boolean free) implements Piece {}

        /** The time of the sending, as sent. */
        record Timestamp() implements Piece {}

        /** The body. */
        record Body() implements Piece {}
    }

    /**
     * The place of the signed time of sending, and how far it may be from the hub's clock.
     *
     * @param header the header that holds it; null if an entry of the signature's header does
     * @param entry the text before it in that entry
     * @param tolerance the largest difference; zero if any is right
     */
    public record Time(@Nullable String header, String entry, Duration tolerance) {}

    /** Returns the parameter of the address that holds the signature; null if a header does. */
    public @Nullable String parameter() {
        return header.startsWith("?") ? header.substring(1) : null;
    }

    /** Returns the headers without which a webhook can't be verified again. */
    Stream<String> headers() {
        return Stream.of(
                        place == null ? Stream.of(header) : Stream.<String>empty(),
                        text.stream()
                                .flatMap(piece ->
                                        piece instanceof Piece.Header(String name) ? Stream.of(name) : Stream.empty()),
                        time == null ? Stream.<String>empty() : Stream.ofNullable(time.header()))
                .flatMap(names -> names);
    }

    /** Returns the places of an event without which it can't be verified. */
    Stream<JsonPointer> places() {
        return Stream.concat(
                Stream.ofNullable(place),
                text.stream()
                        .flatMap(piece -> piece instanceof Piece.Member(JsonPointer at, boolean free)
                                ? Stream.of(at)
                                : Stream.empty()));
    }
}
