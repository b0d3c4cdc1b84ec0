package dev.waybill.live;

import dev.waybill.cluster.Loop;
import dev.waybill.cluster.NotifyTarget;
import dev.waybill.cluster.Poll;
import dev.waybill.cluster.Wakeup;
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

    private final FollowRevision follow;
    private final StartRoutes start;
    private final LiveRoutes routes;
    private final Wakeup wakeup = new Wakeup();
    private volatile @Nullable Loop loop;
    private volatile @Nullable CamelContext camel;
    private volatile List<Thread> ends = List.of();
    private volatile String seen = "";
    private boolean begun;

    RunRevision(FollowRevision follow, StartRoutes start, LiveRoutes routes) {
        this.follow = follow;
        this.start = start;
        this.routes = routes;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        if (start.applies()) {
            start.decide();
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        if (start.applies()) {
            camel = context;
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
        if (!now.equals(seen) || routes.tidies() || follow.isUntold()) {
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
        CamelContext started = camel;
        if (started == null) {
            return;
        }
        if (!begun) {
            start.started(started);
            begun = true;
        }
        try {
            follow.step();
        } finally {
            start.goOn();
        }
    }

    /** Takes the work from all contexts but the first and begins to end them, while Camel ends the first. */
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
            follow.stop();
            ends = routes.endAll();
        }
    }

    /** Waits for the ends that {@link #stop} has begun. */
    void awaitEnds() {
        try {
            for (Thread end : ends) {
                end.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    /** Stops right before Camel: after the public port. */
    @Override
    public int getPhase() {
        return AwaitEnds.PHASE_OF_CAMEL + 1;
    }
}
