package dev.waybill.signature;

/**
 * The raw bytes matched no secret and there was no room to try their re-serialisation: nobody knows whether the signature
 * holds. To be answered like any overload, so that a true sender comes again.
 */
public final class VerifierBusy extends RuntimeException {

    public VerifierBusy() {
        // no stack trace: whoever sends wrong signatures decides how many of these are made
        super("Too many bodies wait for the second signature check", null, false, false);
    }
}
