package dev.waybill.operator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operator's command: its author and reason. Both go to the audit trail.
 *
 * @param who the operator's name, not blank
 * @param reason the reason in the operator's words, not blank
 * @param address the address that it came from; null if the hub itself acts
 */
public record Command(String who, String reason, @Nullable String address) {

    /** The name of the hub for actions without an operator. */
    public static final String HUB = "the hub";

    public Command {
        Objects.requireNonNull(who);
        Objects.requireNonNull(reason);
    }

    public Command(String who, String reason) {
        this(who, reason, null);
    }
}
