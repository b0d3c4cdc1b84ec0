package dev.waybill.revision;

/** Operators' commands on revisions. */
public final class RevisionCommands {

    static final String SUBJECT = "revision";

    private RevisionCommands() {}
}
