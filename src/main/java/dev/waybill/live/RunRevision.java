package dev.waybill.live;

import dev.waybill.bundle.Bundle;
import dev.waybill.cluster.Loop;
import dev.waybill.cluster.NotifyTarget;
import dev.waybill.cluster.Poll;
import dev.waybill.cluster.Wakeup;
import dev.waybill.lease.RevisionPart;
import dev.waybill.operator.Command;
import dev.waybill.revision.Revisions;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Follows the live revision on a thread of its own, from the first start of the routes to the end of the hub. A change
 * is heard at once, or found by the poll of each second.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class RunRevision implements CamelContextConfiguration, NotifyTarget, Poll, SmartLifecycle {

    private static final String REASON = "A hub started with these files";

    private final FollowRevision follow;
    private final StartRoutes start;
    private final LiveRoutes routes;
    private final Revisions revisions;
    private final Bundle bundle;
    private final List<RevisionPart> parts;
    private final RevisionState state;
    private final Wakeup wakeup = new Wakeup();
    private volatile @Nullable Loop loop;
    private volatile boolean ready;
    private volatile String seen = "";

    RunRevision(
            FollowRevision follow,
            StartRoutes start,
            LiveRoutes routes,
            Revisions revisions,
            Bundle bundle,
            List<RevisionPart> parts,
            RevisionState state) {
        this.follow = follow;
        this.start = start;
        this.routes = routes;
        this.revisions = revisions;
        this.bundle = bundle;
        this.parts = List.copyOf(parts);
        this.state = state;
    }

    /** Publishes new files when their routes have passed every rule, and before one of them starts. */
    @Override
    public void beforeApplicationStart(CamelContext camel) {
        if (bundle.files().isEmpty()) {
            return;
        }
        if (start.problem() == null) {
            int number = revisions.seed(bundle, Command.HUB, REASON);
            state.runs(number);
            parts.forEach(part -> part.startsWith(number));
        }
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        if (!bundle.files().isEmpty()) {
            routes.startedWith(new RevisionRoutes(camel, bundle, true));
            ready = true;
            wakeup.wake();
        }
    }

    @Override
    public String topic() {
        return "revision";
    }

    @Override
    public void heard(String name) {
        wakeup.wake();
    }

    @Override
    public String sql() {
        return "SELECT CAST(change AS text) FROM live_revision";
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of();
    }

    @Override
    public void answered(List<String> changes) {
        String now = String.join("", changes);
        if (!now.equals(seen) || routes.tidies()) {
            seen = now;
            wakeup.wake();
        }
    }

    @Override
    public void start() {
        Loop following = new Loop("revision", wakeup, this::step);
        loop = following;
        following.start();
    }

    private void step() throws InterruptedException {
        if (ready) {
            follow.step();
        }
    }

    @Override
    public void stop() {
        Loop following = loop;
        loop = null;
        if (following != null) {
            try {
                following.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            routes.stopAll();
        }
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    /** Stops with Camel: after the public port, and before the connections that routes need. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 101;
    }
}
