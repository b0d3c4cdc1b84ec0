package dev.waybill.overview;

import dev.waybill.overview.Overview.Attention;
import dev.waybill.revision.HubRevision;
import java.util.List;
import java.util.function.Supplier;

/** Alerts operators to hubs that can't run the live revision: they go on with an older one. */
public final class RevisionAlerts {

    private final Supplier<List<HubRevision>> hubs;

    /** @param hubs the live hubs */
    public RevisionAlerts(Supplier<List<HubRevision>> hubs) {
        this.hubs = hubs;
    }

    public List<Attention> now() {
        return hubs.get().stream()
                .filter(hub -> hub.problem() != null)
                .map(hub -> new Attention(
                        true,
                        "%s can't run the live revision, and %s. Mend the cause, or roll back."
                                .formatted(
                                        hub.hub(),
                                        hub.number() == null ? "runs none" : "goes on with revision " + hub.number()),
                        "/console/revisions",
                        hub.problem()))
                .toList();
    }
}
