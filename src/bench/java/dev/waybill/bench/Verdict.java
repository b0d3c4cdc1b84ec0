package dev.waybill.bench;

import org.jspecify.annotations.Nullable;

/** Whether a run counts: every 200 has to be a row, and nothing else may be one. */
final class Verdict {

    private Verdict() {}

    /**
     * @param accepted answered 200
     * @param stored rows that the run added
     * @param cutOff requests that the sender may have left without waiting for their answer: they may be stored
     * @return why the run is void; null if it counts
     */
    static @Nullable String onStored(long accepted, long stored, long cutOff) {
        if (accepted == 0) {
            return "nothing was accepted";
        }
        if (stored < accepted) {
            return "%d answered 200 are not stored".formatted(accepted - stored);
        }
        if (stored > accepted + cutOff) {
            return "%d rows too many".formatted(stored - accepted - cutOff);
        }
        return null;
    }

    /** @return why the run is void; null if everything accepted arrived at the far end, once */
    static @Nullable String onArrived(long accepted, long arrived, long doubled) {
        if (accepted == 0) {
            return "nothing was accepted";
        }
        if (arrived != accepted) {
            return "%d accepted, %d arrived".formatted(accepted, arrived);
        }
        return doubled > 0 ? "%d arrived twice".formatted(doubled) : null;
    }
}
