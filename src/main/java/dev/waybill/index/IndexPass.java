package dev.waybill.index;

/** The three ways through the accepted events; each has its row in {@code search_progress}. */
enum IndexPass {
    /** Follows what is accepted. */
    NEW,
    /** Goes over the same a minute later: an id is drawn before its event is committed, and a later one may be first. */
    AGAIN,
    /** Goes backwards from where the table began, the newest first, and ends. */
    OLD
}
