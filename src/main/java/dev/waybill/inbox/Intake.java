package dev.waybill.inbox;

import org.jspecify.annotations.Nullable;

/** Whether events can be stored now. */
public final class Intake {

    private final Outage outage;
    private final HighWater highWater;

    Intake(Outage outage, HighWater highWater) {
        this.outage = outage;
        this.highWater = highWater;
    }

    /** Why not; null if they can. Costs nothing: it is asked for every request, before its body is read. */
    public @Nullable Closed closed() {
        if (outage.lasts()) {
            return Closed.DATABASE_AWAY;
        }
        return highWater.isOver() ? Closed.BACKLOG_FULL : null;
    }
}
