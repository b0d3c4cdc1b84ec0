package dev.waybill.inbox;

/**
 * An accepted event has this body already, under another key, and its source's rule is to ask an operator. The new
 * arrival is in quarantine before this is thrown.
 */
public class RepeatedBody extends RuntimeException {

    public RepeatedBody(String source, String key) {
        super("Source %s sent the body of key %s before, under another key".formatted(source, key));
    }
}
