package dev.waybill.live;

import dev.waybill.bundle.Bundle;
import dev.waybill.lease.RevisionPart;
import dev.waybill.operator.Command;
import dev.waybill.revision.LiveRevision;
import dev.waybill.revision.Revision;
import dev.waybill.revision.Revisions;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a hub does with the routes of its folder. A folder that was never published becomes the live revision,
 * once its routes run. The routes of an older one stand by until those of the live revision take over: a hub that comes
 * back late takes nothing back by accident.
 */
final class StartRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(StartRoutes.class);
    private static final String REASON = "A hub started with these files";

    private final Bundle folder;
    private final RouteSource source;
    private final Revisions revisions;
    private final List<RevisionPart> parts;
    private final LiveRoutes routes;
    private final RevisionState state;
    private @Nullable RevisionRoutes made;
    private boolean waits;
    private @Nullable Integer number;

    StartRoutes(
            Bundle folder,
            RouteSource source,
            Revisions revisions,
            List<RevisionPart> parts,
            LiveRoutes routes,
            RevisionState state) {
        this.folder = folder;
        this.source = source;
        this.revisions = revisions;
        this.parts = List.copyOf(parts);
        this.routes = routes;
        this.state = state;
    }

    /** True if the hub has routes of its own, and so follows the live revision. */
    boolean applies() {
        return !folder.files().isEmpty();
    }

    /** Decides, before the first route starts. */
    void decide() {
        Optional<LiveRevision> live = revisions.live();
        Optional<Revision> known = revisions.withChecksum(folder.checksum());
        number = known.map(Revision::number).orElse(null);
        parts.forEach(part -> part.startsWith(number));
        waits = live.isPresent()
                && (known.isPresent() ? known.get().number() != live.get().number() : source == RouteSource.published);
        if (waits) {
            parts.forEach(RevisionPart::standBy);
            LOG.warn(
                    "Revision {} is live, and this hub runs it, not the {} files of its routes folder. {}",
                    live.get().number(),
                    known.isPresent() ? "older" : "unpublished",
                    known.isPresent() ? "To go back, roll back." : "To run them, publish them.");
        }
    }

    /** Takes note of the routes that run, and publishes them if they are new. May be repeated after a failure. */
    void started(CamelContext camel) {
        if (number == null && !waits) {
            number = revisions.seed(folder, Command.HUB, REASON);
            LOG.info("The routes folder is published as revision {}", number);
        }
        made = new RevisionRoutes(camel, folder, true);
        routes.startedWith(made, number);
        parts.forEach(part -> part.isLive(camel));
        state.runs(waits ? null : number);
    }

    /** Lets the folder's routes have the work after all, if the live revision could not be made. */
    void goOn() throws InterruptedException {
        if (waits && made != null && state.problem() != null) {
            waits = false;
            routes.takeOver(made, number);
            state.runs(number);
        }
        waits = waits && state.number() == null;
    }
}
