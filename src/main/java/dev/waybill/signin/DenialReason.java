package dev.waybill.signin;

/** The reason of a refusal, for the page that explains it. */
public enum DenialReason {
    /**
     * The form was sent in another session than its page was loaded in, most often because the session ended meanwhile.
     */
    SESSION_ENDED,
    /** The command needs an operator. */
    VIEWER;

    /** The request attribute that holds the reason. */
    public static final String ATTRIBUTE = DenialReason.class.getName();

    /** The request attribute that holds the sentence why a command was refused. */
    public static final String TOLD = DenialReason.class.getName() + ".told";
}
