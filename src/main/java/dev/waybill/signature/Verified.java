package dev.waybill.signature;

/**
 * A signature that holds.
 *
 * @param secretId the id of the secret that it was made with
 * @param signedForm the bytes that it covers: the body as received, the same array, or its re-serialisation
 */
public record Verified(String secretId, byte[] signedForm) {

    /** Whether the very bytes that were received were signed. */
    public boolean isAsReceived(byte[] body) {
        return signedForm == body;
    }
}
