package dev.waybill.lease;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the work of a name is a consumer's, and under which revision. A consumer that Camel makes anew, when its
 * route is started again, has the turn of the one before.
 */
final class Turn {

    private final LeasedWork work;
    private final String name;
    private final CamelContext context;
    private volatile boolean waits;
    private volatile @Nullable Integer revision;

    /** @param standsBy true if the turn of its context comes later */
    Turn(LeasedWork work, String name, CamelContext context, boolean standsBy) {
        this.work = work;
        this.name = name;
        this.context = context;
        this.waits = standsBy && !work.isTurnOf(name, context);
        if (!waits) {
            this.revision = work.revision(name, context);
        }
    }

    /** True if the work is another consumer's. */
    boolean waits() {
        return waits;
    }

    /** Returns the revision of its routes; null if they were never published. */
    @Nullable
    Integer revision() {
        return revision;
    }

    void take(@Nullable Integer number) {
        waits = false;
        number(number);
    }

    void number(@Nullable Integer number) {
        revision = number;
        if (!waits) {
            work.turn(name, context, number);
        }
    }

    void end() {
        waits = true;
        work.outOfTurn(name, context);
    }
}
