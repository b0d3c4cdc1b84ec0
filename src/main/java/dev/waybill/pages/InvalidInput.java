package dev.waybill.pages;

/** What was typed can't be used. */
final class InvalidInput extends RuntimeException {

    /** @param sentence what is wrong with it */
    InvalidInput(String sentence) {
        super(sentence, null, false, false);
    }
}
