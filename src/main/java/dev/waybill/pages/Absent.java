package dev.waybill.pages;

/** There is no such thing to show. */
final class Absent extends RuntimeException {

    /** @param sentence what there is not */
    Absent(String sentence) {
        super(sentence, null, false, false);
    }
}
