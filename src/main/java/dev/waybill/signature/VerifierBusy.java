package dev.waybill.signature;

/**
 * The raw bytes matched no secret, and there was no room to try their re-serialisation. Nobody knows whether the
 * signature holds. The answer is that of any overload, so that a genuine sender comes again.
 */
public final class VerifierBusy extends RuntimeException {

    public VerifierBusy() {
        // No stack trace: senders of wrong signatures decide how many of these are made.
        super("Too many bodies wait for the second signature check", null, false, false);
    }
}
