package dev.waybill.pages;

/** It is there, and not for whoever asked. */
final class Forbidden extends RuntimeException {

    /** @param sentence what it is that may not be seen, and by which setting */
    Forbidden(String sentence) {
        super(sentence, null, false, false);
    }
}
