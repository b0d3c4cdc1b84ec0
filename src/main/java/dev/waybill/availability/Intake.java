package dev.waybill.availability;

import org.jspecify.annotations.Nullable;

/** Tells whether events can be stored now. */
public final class Intake {

    private final DatabaseOutage outage;
    private final BacklogLimit highWater;

    public Intake(DatabaseOutage outage, BacklogLimit highWater) {
        this.outage = outage;
        this.highWater = highWater;
    }

    /**
     * Returns why events can't be stored; null if they can. Costs nothing: asked for every request, before its body is
     * read.
     */
    public @Nullable IntakeClosed closed() {
        if (outage.lasts()) {
            return IntakeClosed.DATABASE_AWAY;
        }
        return highWater.isOver() ? IntakeClosed.BACKLOG_FULL : null;
    }
}
