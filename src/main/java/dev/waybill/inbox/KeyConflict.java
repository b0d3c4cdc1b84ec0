package dev.waybill.inbox;

/**
 * An accepted event has this key already, with another body. The new arrival is in quarantine before this is thrown.
 */
public class KeyConflict extends RuntimeException {

    public KeyConflict(String source, String key) {
        super("Source %s sent key %s before, with another body".formatted(source, key));
    }
}
