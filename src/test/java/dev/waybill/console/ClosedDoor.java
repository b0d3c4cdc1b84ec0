package dev.waybill.console;

import dev.waybill.quarantine.Resubmit;

/** The public door's part in the quarantine, for a hub that has no door. */
public final class ClosedDoor implements Resubmit {

    @Override
    public Answer readmit(String source, byte[] headers, byte[] body) {
        return new Answer.Unavailable("The intake route does not run on this node.");
    }

    @Override
    public boolean isProof(String source, String header) {
        return false;
    }
}
