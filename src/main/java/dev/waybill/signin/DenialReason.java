package dev.waybill.signin;

/** Why a page was refused, for the page that says so. */
public enum DenialReason {
    /** The form was sent in another session than its page was loaded in: most often the session ended meanwhile. */
    SESSION_ENDED,
    /** The command needs an operator. */
    VIEWER;

    /** The request attribute that holds it. */
    public static final String ATTRIBUTE = DenialReason.class.getName();

    /** The request attribute that holds the sentence by which a command was not obeyed. */
    public static final String TOLD = DenialReason.class.getName() + ".told";
}
