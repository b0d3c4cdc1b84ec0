package dev.waybill.pages;

/** There is no such thing to show. */
final class NotFound extends RuntimeException {

    /** @param sentence what there is not */
    NotFound(String sentence) {
        super(sentence, null, false, false);
    }
}
