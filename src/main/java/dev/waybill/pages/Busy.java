package dev.waybill.pages;

/** As many searches as there may be are under way. */
final class Busy extends RuntimeException {

    Busy() {
        super("Others search already", null, false, false);
    }
}
