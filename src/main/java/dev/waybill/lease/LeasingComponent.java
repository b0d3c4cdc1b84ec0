package dev.waybill.lease;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** A Camel component of leasing consumers. Each context has one of its own; all of them share the work of this hub. */
public abstract class LeasingComponent<C extends LeasingConsumer> extends DefaultComponent implements RevisionPart {

    private final LeasedWork work;
    private final CanaryConsumers<C> canary;
    private volatile boolean standsBy;

    /** @param standsBy true if its consumers lease nothing before they take over */
    protected LeasingComponent(LeasedWork work, CanaryConsumers<C> canary, boolean standsBy) {
        this.work = work;
        this.canary = canary;
        this.standsBy = standsBy;
    }

    protected final LeasedWork work() {
        return work;
    }

    /** Returns the consumers of the canary of this hub. */
    public final CanaryConsumers<C> canary() {
        return canary;
    }

    protected final boolean standsBy() {
        return standsBy;
    }

    @Override
    public final void startsWith(@Nullable Integer revision) {
        work.startsWith(revision);
    }

    @Override
    public final void standBy() {
        standsBy = true;
    }

    @Override
    public void isLive(CamelContext camel) {
        // most share their work alone
    }

    @Override
    public final void tryOut(Canary tried, List<Consumer> consumers) {
        canary.tryOut(tried, consumers);
    }

    @Override
    public final void endTrial() {
        canary.endTrial();
    }
}
