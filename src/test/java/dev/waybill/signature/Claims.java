package dev.waybill.signature;

import dev.waybill.sources.SignatureScheme;
import dev.waybill.sources.TestSources;

/** Claims of a source that signs as Covver does. */
public final class Claims {

    private static final SignatureScheme SCHEME = TestSources.covver().scheme();

    private Claims() {}

    /** Null if this can be no signature. */
    public static Claim covver(String signature) {
        return Claim.of(SCHEME, header -> signature);
    }
}
