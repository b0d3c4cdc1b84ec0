package dev.waybill.pages;

/** What was typed can't be used. */
final class Unfit extends RuntimeException {

    /** @param sentence what is wrong with it */
    Unfit(String sentence) {
        super(sentence, null, false, false);
    }
}
