package dev.waybill.pages;

/** The typed values can't be used. */
final class InvalidInput extends RuntimeException {

    /** @param sentence the message that says why */
    InvalidInput(String sentence) {
        super(sentence, null, false, false);
    }
}
