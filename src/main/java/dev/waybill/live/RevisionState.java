package dev.waybill.live;

import org.jspecify.annotations.Nullable;

/** The revision that this hub runs, as others read it. */
public final class RevisionState {

    private volatile @Nullable Integer number;
    private volatile @Nullable Integer wanted;
    private volatile @Nullable Integer canary;
    private volatile @Nullable String problem;

    /** Returns the revision that runs here; null if its routes were never published. */
    public @Nullable Integer number() {
        return number;
    }

    /** Returns the live revision of all hubs; null until the first is published. */
    public @Nullable Integer wanted() {
        return wanted;
    }

    /** Returns the canary that is tried here; null without one. */
    public @Nullable Integer canary() {
        return canary;
    }

    /** Returns the reason why this hub could not follow; null if it did. */
    public @Nullable String problem() {
        return problem;
    }

    void runs(@Nullable Integer revision) {
        number = revision;
    }

    void wanted(int revision) {
        wanted = revision;
    }

    void tries(@Nullable Integer revision) {
        canary = revision;
    }

    void failed(String reason) {
        problem = reason;
    }

    void solved() {
        problem = null;
    }
}
