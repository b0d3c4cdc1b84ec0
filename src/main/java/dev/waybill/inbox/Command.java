package dev.waybill.inbox;

import java.util.Objects;

/**
 * An operator's command: who gives it and why. Both go to the audit trail.
 *
 * @param who the operator's name, not blank
 * @param reason why, in the operator's words, not blank
 */
public record Command(String who, String reason) {

    public Command {
        Objects.requireNonNull(who);
        Objects.requireNonNull(reason);
    }
}
