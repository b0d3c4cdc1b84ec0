package dev.waybill.availability;

/** Why the inbox takes no event now. */
public enum IntakeClosed {
    /** Nothing can be committed; it opens by itself when the database is back. */
    DATABASE_AWAY,
    /** There is more unfinished work than the settings allow; it opens by itself when enough of it is done. */
    BACKLOG_FULL
}
