package dev.waybill.pages;

/** The limit of searches at the same time is reached. */
final class SearchBusy extends RuntimeException {

    SearchBusy() {
        super("Others search already", null, false, false);
    }
}
