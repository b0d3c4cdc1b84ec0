package dev.waybill.quarantine;

/** A door that takes nothing back, and knows a credential. */
public final class NoWayBack implements Resubmit {

    @Override
    public Answer readmit(String source, byte[] headers, byte[] body) {
        return new Answer.Unavailable("The intake route does not run on this node.");
    }

    @Override
    public boolean isProof(String source, String header) {
        return header.equals("Authorization");
    }
}
