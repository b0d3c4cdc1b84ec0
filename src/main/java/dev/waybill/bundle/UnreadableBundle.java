package dev.waybill.bundle;

/** The folder holds no bundle, and the message says why in one sentence. */
public final class UnreadableBundle extends RuntimeException {

    public UnreadableBundle(String sentence) {
        super(sentence);
    }
}
