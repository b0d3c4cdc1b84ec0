package dev.waybill.availability;

import org.jspecify.annotations.Nullable;

/** Whether events can be stored now. */
public final class Intake {

    private final DatabaseOutage outage;
    private final BacklogLimit highWater;

    public Intake(DatabaseOutage outage, BacklogLimit highWater) {
        this.outage = outage;
        this.highWater = highWater;
    }

    /** Why not; null if they can. Costs nothing: it is asked for every request, before its body is read. */
    public @Nullable IntakeClosed closed() {
        if (outage.lasts()) {
            return IntakeClosed.DATABASE_AWAY;
        }
        return highWater.isOver() ? IntakeClosed.BACKLOG_FULL : null;
    }
}
