package dev.waybill.availability;

/** The reason why the inbox takes no event now. */
public enum IntakeClosed {
    /** The database can't commit; the inbox accepts events again when the database is back. */
    DATABASE_AWAY,
    /** The unfinished work is over the limit of the settings; the inbox accepts events again when enough is done. */
    BACKLOG_FULL
}
