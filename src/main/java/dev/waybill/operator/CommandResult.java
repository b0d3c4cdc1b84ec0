package dev.waybill.operator;

/** What became of an operator's command. Whatever is neither {@link Done} nor {@link Applied} has changed nothing. */
public sealed interface CommandResult {

    /**
     * It is done, and in the audit trail.
     *
     * @param id the delivery or event that it ended up with
     * @param sentence what happens next
     */
    record Done(long id, String sentence) implements CommandResult {}

    /**
     * It is done to a whole destination, and in the audit trail.
     *
     * @param sentence what happens next
     */
    record Applied(String sentence) implements CommandResult {}

    /** There is no such delivery or event. */
    record NotFound() implements CommandResult {}

    /** Its state does not allow it; the sentence says why. */
    record NotPossible(String sentence) implements CommandResult {}

    /** It can have a second effect on the other side; it has to be asked for again, confirmed. */
    record NeedsConfirmation(String sentence) implements CommandResult {}

    /** It can't be done now; the sentence says what is in the way. */
    record Unavailable(String sentence) implements CommandResult {}
}
