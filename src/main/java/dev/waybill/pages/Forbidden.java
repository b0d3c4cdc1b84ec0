package dev.waybill.pages;

/** The thing exists, but this user may not see it. */
final class Forbidden extends RuntimeException {

    /** @param sentence the message that names the hidden thing and the setting */
    Forbidden(String sentence) {
        super(sentence, null, false, false);
    }
}
