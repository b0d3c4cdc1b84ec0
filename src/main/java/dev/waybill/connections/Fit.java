package dev.waybill.connections;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Tells whether a private key belongs to a certificate, by a signature. */
final class Fit {

    private Fit() {}

    static boolean together(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA" -> "EdDSA";
                    default -> throw new GeneralSecurityException("its key is neither RSA, EC nor EdDSA");
                };
        byte[] text = "fit".getBytes(StandardCharsets.US_ASCII);
        Signature signs = Signature.getInstance(algorithm);
        signs.initSign(privateKey);
        signs.update(text);
        Signature verifies = Signature.getInstance(algorithm);
        verifies.initVerify(publicKey);
        verifies.update(text);
        return verifies.verify(signs.sign());
    }
}
