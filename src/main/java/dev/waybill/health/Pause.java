package dev.waybill.health;

import dev.waybill.operator.Command;
import java.time.Instant;

/** The pause of a destination: its author, reason and time. */
public record Pause(String who, String reason, Instant since) {

    /** The name under which the hub pauses a destination whose mapping is broken. */
    public static final String HUB = Command.HUB;

    public boolean byHub() {
        return who.equals(HUB);
    }
}
