package dev.waybill.live;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.LiveBundle;
import dev.waybill.cluster.Node;
import dev.waybill.lease.Canary;
import dev.waybill.lease.RevisionPart;
import dev.waybill.revision.CanaryPlaces;
import dev.waybill.revision.HubRevisions;
import dev.waybill.revision.LiveRevision;
import dev.waybill.revision.Revisions;
import dev.waybill.routes.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Brings the live revision and the canary to this hub, and tells the others how that went. A revision that can't be made
 * here changes nothing: the last good one runs on, until a newer change.
 */
final class FollowRevision {

    private static final Logger LOG = LoggerFactory.getLogger(FollowRevision.class);

    private final Revisions revisions;
    private final HubRevisions hubs;
    private final CanaryPlaces places;
    private final Node node;
    private final LiveRoutes routes;
    private final LiveBundle live;
    private final MakeRoutes make;
    private final Function<Bundle, List<Finding>> check;
    private final List<RevisionPart> parts;
    private final RevisionState state;
    private @Nullable Tried tried;
    private long change = -1;
    private long toldAs = -1;
    private boolean stopped;

    private record Tried(LiveRevision.Canary canary, RevisionRoutes routes) {}

    /** @param check the mistakes of a bundle */
    FollowRevision(
            Revisions revisions,
            HubRevisions hubs,
            CanaryPlaces places,
            Node node,
            LiveRoutes routes,
            LiveBundle live,
            MakeRoutes make,
            Function<Bundle, List<Finding>> check,
            List<RevisionPart> parts,
            RevisionState state) {
        this.revisions = revisions;
        this.hubs = hubs;
        this.places = places;
        this.node = node;
        this.routes = routes;
        this.live = live;
        this.make = make;
        this.check = check;
        this.parts = List.copyOf(parts);
        this.state = state;
    }

    /** Does what has to be done now: follow a change, tell of it, end replaced routes. */
    synchronized void step() throws InterruptedException {
        try {
            Optional<LiveRevision> wanted = revisions.live();
            if (wanted.isPresent() && wanted.get().change() != change) {
                follow(wanted.get());
                change = wanted.get().change();
                toldAs = -1;
            }
            if (isUntold()) {
                long incarnation = node.id();
                hubs.record(incarnation, state.number(), state.canary(), change, state.problem());
                toldAs = incarnation;
            }
        } finally {
            Tried present = tried;
            routes.tidyUp(present == null ? Set.of() : Set.of(present.routes()));
        }
    }

    /** True if the others don't know what this hub runs. */
    boolean isUntold() {
        return change >= 0 && toldAs != node.id();
    }

    /** Runs routes that were never published, on this hub alone, until the next change of the live revision. */
    synchronized void tryHere(Bundle bundle) throws InterruptedException {
        if (!stopped) {
            change(make.of(bundle, "waybill-edited"), null);
        }
    }

    /** Follows nothing more. */
    synchronized void stop() {
        stopped = true;
    }

    private void follow(LiveRevision wanted) throws InterruptedException {
        state.wanted(wanted.number());
        String what = "Revision " + wanted.number();
        try {
            goLive(wanted);
            what = "The canary";
            followCanary(wanted.canary());
            state.solved();
        } catch (DataAccessException | TransactionException e) {
            throw e; // PostgreSQL is away: the next step begins anew
        } catch (RuntimeException e) {
            state.failed(what + " can't be made: " + e.getMessage());
            LOG.error(
                    "{} can't be made on this hub, which goes on with {}: {}",
                    what,
                    state.number() == null ? "its own routes" : "revision " + state.number(),
                    e.getMessage());
        }
    }

    private void goLive(LiveRevision wanted) throws InterruptedException {
        int number = wanted.number();
        if (Objects.equals(state.number(), number)) {
            return;
        }
        long begun = System.nanoTime();
        Tried canary = tried;
        RevisionRoutes proved = canary != null && canary.canary().number() == number ? canary.routes() : null;
        change(proved != null ? proved : made(revisions.bundle(number), number), number);
        if (proved != null) {
            endTrial();
        }
        LOG.info(
                "Revision {} runs on this hub, {} ms after the hub learned of it",
                number,
                (System.nanoTime() - begun) / 1_000_000);
    }

    private void change(RevisionRoutes next, @Nullable Integer number) throws InterruptedException {
        routes.changeTo(next, number);
        parts.forEach(part -> part.isLive(next.camel()));
        live.set(next.bundle());
        state.runs(number);
        toldAs = -1;
    }

    private void followCanary(LiveRevision.@Nullable Canary canary) throws InterruptedException {
        Tried present = tried;
        if (present != null && !present.canary().equals(canary)) {
            endTrial();
            routes.drop(present.routes());
        }
        if (canary != null && tried == null) {
            RevisionRoutes made = made(revisions.bundle(canary.number()), canary.number());
            tried = new Tried(canary, made);
            routes.tryOut(made, canary.number());
            parts.forEach(part -> part.tryOut(placesOf(canary), List.copyOf(made.consumers())));
            state.tries(canary.number());
            LOG.info("Revision {} is tried on the first {} events of each type", canary.number(), canary.first());
        }
    }

    private void endTrial() {
        parts.forEach(RevisionPart::endTrial);
        tried = null;
        state.tries(null);
    }

    private RevisionRoutes made(Bundle bundle, int number) {
        check.apply(bundle).stream().filter(Finding::isError).findFirst().ifPresent(error -> {
            throw new RoutesNotMade(error.toString(), null);
        });
        return make.of(bundle, "waybill-" + number);
    }

    private Canary placesOf(LiveRevision.Canary canary) {
        return new Canary() {
            @Override
            public boolean takes(long event, String type) {
                return places.takes(canary.number(), canary.first(), event, type);
            }

            @Override
            public boolean took(long event) {
                return places.took(canary.number(), event);
            }
        };
    }
}
