package dev.waybill.authorpages;

import dev.waybill.revision.HubRevision;
import dev.waybill.revision.LiveRevision;
import org.jspecify.annotations.Nullable;

/**
 * The revision of a hub, beside the one that is live.
 *
 * @param tone the style class
 * @param word the state in a word
 * @param sentence the state in a sentence
 * @param problem the reason why it could not follow; null if it did
 */
public record HubRow(
        String hub,
        String tone,
        String word,
        String sentence,
        @Nullable String problem) {

    static HubRow of(HubRevision hub, @Nullable LiveRevision live) {
        String runs = hub.number() == null ? "It runs routes of no revision" : "It runs " + hub.number();
        if (live == null) {
            return new HubRow(hub.hub(), "", "waits", runs + ".", hub.problem());
        }
        boolean same = Integer.valueOf(live.number()).equals(hub.number());
        String both = same ? runs : "%s, live is %d".formatted(runs, live.number());
        if (hub.problem() != null) {
            return new HubRow(hub.hub(), "bad", "behind", both + ", because:", hub.problem());
        }
        if (hub.change() < live.change()) {
            return new HubRow(hub.hub(), "warn", "follows", both + "; it has not heard of the last change yet.", null);
        }
        return new HubRow(
                hub.hub(), same ? "good" : "warn", same ? "follows" : "differs", both + canary(hub) + ".", null);
    }

    private static String canary(HubRevision hub) {
        return hub.canary() == null ? "" : ", and %d for the events that try it".formatted(hub.canary());
    }
}
