package dev.waybill.signature;

/**
 * A signature that holds.
 *
 * @param secretId the id of the secret that made it
 * @param signedForm the bytes that it covers: the body as received, the same array, or its re-serialisation
 */
public record Verified(String secretId, byte[] signedForm) {

    /** True if the signature covers the very bytes that were received. */
    public boolean isAsReceived(byte[] body) {
        return signedForm == body;
    }
}
