package dev.waybill.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Tells whether a private key belongs to a certificate, by a signature. */
public final class KeyPair {

    private static final byte[] TEXT = "fit".getBytes(StandardCharsets.US_ASCII);

    private KeyPair() {}

    /**
     * Throws if the key does not belong to the certificate.
     *
     * @param publicKey the certificate's key
     */
    public static void check(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
        if (!together(publicKey, privateKey)) {
            throw new GeneralSecurityException("the key does not belong to the certificate");
        }
    }

    private static boolean together(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA" -> "EdDSA";
                    default -> throw new GeneralSecurityException("its key is neither RSA, EC nor EdDSA");
                };
        Signature signs = Signature.getInstance(algorithm);
        try {
            signs.initSign(privateKey);
        } catch (InvalidKeyException ofAnotherKind) {
            return false;
        }
        signs.update(TEXT);
        Signature verifies = Signature.getInstance(algorithm);
        verifies.initVerify(publicKey);
        verifies.update(TEXT);
        return verifies.verify(signs.sign());
    }
}
