package dev.waybill.operator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operator's command: who gives it and why. Both go to the audit trail.
 *
 * @param who the operator's name, not blank
 * @param reason why, in the operator's words, not blank
 * @param address whence it came; null where the hub itself acts on
 */
public record Command(String who, String reason, @Nullable String address) {

    /** The name of the hub where no operator acts. */
    public static final String HUB = "the hub";

    public Command {
        Objects.requireNonNull(who);
        Objects.requireNonNull(reason);
    }

    public Command(String who, String reason) {
        this(who, reason, null);
    }
}
