package dev.waybill.pages;

/** The thing to show does not exist. */
final class NotFound extends RuntimeException {

    /** @param sentence the message that names the missing thing */
    NotFound(String sentence) {
        super(sentence, null, false, false);
    }
}
