package dev.waybill.lease;

import org.jspecify.annotations.Nullable;

/**
 * A consumer that the consumer of another revision can replace while its work goes on. Leases are held by name, so both
 * may have work under way at the same time.
 */
public interface Replaceable {

    /**
     * Takes the work from the consumer that has it, which ends what it has begun. The route may be stopped: then this
     * begins with the route.
     *
     * @param revision the number of the revision that its route belongs to; null if that was never published
     */
    void takeOver(@Nullable Integer revision) throws InterruptedException;

    /** Goes on under the number of a newer revision, whose route is the same. */
    void keepOn(@Nullable Integer revision);

    /** Takes nothing more, because no route of the live revision consumes this. */
    void standBack() throws InterruptedException;

    /** True if its last step failed. */
    default boolean failing() {
        return false;
    }

    /** Returns the number of pieces of work that have begun and not ended. */
    int underWay();
}
