package dev.waybill.signature;

import dev.waybill.sources.SignatureScheme;
import dev.waybill.sources.SignatureScheme.Piece;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import javax.crypto.Mac;

/** The text that a signature covers, beside the body, and the comparison of signatures with it. */
final class SignedText {

    private final SignatureScheme scheme;
    private final byte[] timestamp;
    private final List<byte[]> values;

    /** @param values the headers or members of the text, in their order */
    SignedText(SignatureScheme scheme, byte[] timestamp, List<byte[]> values) {
        this.scheme = scheme;
        this.timestamp = timestamp;
        this.values = values;
    }

    /** True if one of the signatures holds. */
    boolean isSigned(byte[] body, Key key, List<byte[]> signatures) {
        try {
            return switch (scheme.algorithm()) {
                case SHARED_SECRET ->
                    isOneOfThem(
                            sha256(key.getEncoded()),
                            signatures.stream().map(SignedText::sha256).toList());
                case ED25519 -> isSigned(body, (PublicKey) key, signatures);
                default -> isOneOfThem(hmac(body, key), signatures);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + scheme.algorithm(), e);
        }
    }

    /** Returns the SHA-256 of the text. */
    byte[] sha256OfAll(byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            feed(body, digest::update);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
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
        feed(body, mac::update);
        return mac.doFinal();
    }

    private boolean isSigned(byte[] body, PublicKey key, List<byte[]> signatures) throws GeneralSecurityException {
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
        int value = 0;
        for (Piece piece : scheme.text()) {
            sink.take(
                    switch (piece) {
                        case Piece.Body all -> body;
                        case Piece.Literal(byte[] bytes) -> bytes;
                        case Piece.Timestamp sent -> timestamp;
                        case Piece.Header named -> values.get(value++);
                        case Piece.Member member -> values.get(value++);
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
