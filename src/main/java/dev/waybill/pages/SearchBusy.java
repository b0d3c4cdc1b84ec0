package dev.waybill.pages;

/** As many searches as there may be are under way. */
final class SearchBusy extends RuntimeException {

    SearchBusy() {
        super("Others search already", null, false, false);
    }
}
