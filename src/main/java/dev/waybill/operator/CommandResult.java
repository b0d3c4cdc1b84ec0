package dev.waybill.operator;

/** The result of an operator's command. Only {@link Done} and {@link Applied} have changed anything. */
public sealed interface CommandResult {

    /**
     * The command is done, and in the audit trail.
     *
     * @param id the resulting delivery or event
     * @param sentence the next step
     */
    record Done(long id, String sentence) implements CommandResult {}

    /**
     * The command is done for a whole destination, and in the audit trail.
     *
     * @param sentence the next step
     */
    record Applied(String sentence) implements CommandResult {}

    /** There is no such delivery or event. */
    record NotFound() implements CommandResult {}

    /** The state does not allow the command; the sentence says why. */
    record NotPossible(String sentence) implements CommandResult {}

    /** The command can have a second effect on the other side; it has to be repeated with a confirmation. */
    record NeedsConfirmation(String sentence) implements CommandResult {}

    /** The command can't be done now; the sentence names the obstacle. */
    record Unavailable(String sentence) implements CommandResult {}
}
