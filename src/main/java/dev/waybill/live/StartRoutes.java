package dev.waybill.live;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.bundle.StartBundle;
import dev.waybill.revision.LiveRevision;
import dev.waybill.revision.Revision;
import dev.waybill.revision.Revisions;
import dev.waybill.routes.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the routes that a hub starts with. A folder that was never published is new, and becomes the live revision. A
 * folder that is an older revision does not: a hub that comes back late takes nothing back by accident.
 */
final class StartRoutes implements StartBundle {

    private static final Logger LOG = LoggerFactory.getLogger(StartRoutes.class);

    private final RoutesFolder folder;
    private final RouteSource source;
    private final Revisions revisions;
    private final Function<Bundle, List<Finding>> check;
    private @Nullable Bundle chosen;
    private @Nullable String problem;

    /** @param check the mistakes of a bundle */
    StartRoutes(RoutesFolder folder, RouteSource source, Revisions revisions, Function<Bundle, List<Finding>> check) {
        this.folder = folder;
        this.source = source;
        this.revisions = revisions;
        this.check = check;
    }

    @Override
    public synchronized Bundle get() {
        Bundle bundle = chosen;
        if (bundle == null) {
            bundle = folder.folder() == null ? folder.bundle() : choose(folder.bundle());
            chosen = bundle;
        }
        return bundle;
    }

    /** Returns the reason why the hub does not start with the live revision; null if it does. */
    synchronized @Nullable String problem() {
        return problem;
    }

    private Bundle choose(Bundle ofFolder) {
        Optional<LiveRevision> live = revisions.live();
        if (live.isEmpty()) {
            return ofFolder;
        }
        int number = live.get().number();
        Optional<Revision> known = revisions.withChecksum(ofFolder.checksum());
        if (known.isPresent() && known.get().number() == number || known.isEmpty() && source == RouteSource.folder) {
            return ofFolder;
        }
        Bundle published = revisions.bundle(number);
        Optional<Finding> error =
                check.apply(published).stream().filter(Finding::isError).findFirst();
        if (error.isPresent()) {
            problem = String.valueOf(error.get());
            LOG.error(
                    "Revision {} is live, but can't run on this hub, which starts with its folder: {}",
                    number,
                    problem);
            return ofFolder;
        }
        if (source == RouteSource.folder) {
            LOG.warn(
                    "The routes folder is revision {}, but revision {} is live and runs. To go back, roll back.",
                    known.map(Revision::number).orElse(0),
                    number);
        } else {
            LOG.info("Revision {} is live and runs; the routes folder is not read", number);
        }
        return published;
    }
}
