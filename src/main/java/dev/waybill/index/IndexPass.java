package dev.waybill.index;

/** The three passes over the accepted events; each has its row in {@code search_progress}. */
enum IndexPass {
    /** Follows the newest events. */
    NEW,
    /**
     * Repeats the same ids a minute later. An id is drawn before its event is committed, so a later id may be visible
     * first.
     */
    AGAIN,
    /** Goes backwards from where the table began, the newest first, and ends. */
    OLD
}
