package dev.waybill.signature;

import dev.waybill.sources.SourceSecret;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a body was signed with one of a source's secrets. The signature covers the bytes received, or what
 * {@code JSON.stringify(JSON.parse(body))} restores of bytes that a proxy has re-indented or re-escaped.
 */
public final class SignatureVerifier {

    /** The largest body, in bytes, whose re-serialisation is tried. */
    static final int MAX_RESERIALISED = 256 * 1024;

    /** U+FEFF in UTF-8. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private SignatureVerifier() {}

    /**
     * Makes both checks, one after the other. The second may take milliseconds: {@link ReserializedCheck} bounds how
     * many run.
     *
     * @param claim the signature as received; null if there is none
     * @param secrets the live secrets, each of which is always tried; with none, nothing is verified
     * @param reserialise true to try the re-serialisation when the raw bytes match no secret
     * @return the match, or null if the signature does not hold
     */
    public static @Nullable Verified verify(
            byte[] body, @Nullable Claim claim, List<SourceSecret> secrets, boolean reserialise) {
        if (claim == null) {
            return null;
        }
        Verified raw = verifyRaw(body, claim, secrets);
        return raw == null && reserialise ? verifyReserialised(body, claim, secrets) : raw;
    }

    /** Checks the bytes as they were received. Nearly every webhook needs only this check. */
    public static @Nullable Verified verifyRaw(byte[] body, Claim claim, List<SourceSecret> secrets) {
        SourceSecret signer = claim.signerOf(body, secrets);
        return signer == null ? null : new Verified(signer.id(), body);
    }

    /** True if a second check makes sense: the body is short enough. */
    public static boolean mayBeReserialised(byte[] body) {
        return body.length <= MAX_RESERIALISED;
    }

    static @Nullable Verified verifyReserialised(byte[] body, Claim claim, List<SourceSecret> secrets) {
        if (!mayBeReserialised(body)) {
            return null;
        }
        byte[] reserialised = EcmaScriptJson.reserialise(withoutMark(body));
        return reserialised == null ? null : verifyRaw(reserialised, claim, secrets);
    }

    /** Removes a byte order mark: no JSON begins with one, and receivers of JSON take it off before they parse. */
    private static byte[] withoutMark(byte[] body) {
        boolean marked = body.length >= MARK.length && Arrays.equals(body, 0, MARK.length, MARK, 0, MARK.length);
        return marked ? Arrays.copyOfRange(body, MARK.length, body.length) : body;
    }
}
