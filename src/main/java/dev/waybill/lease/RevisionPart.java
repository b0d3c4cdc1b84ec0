package dev.waybill.lease;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.jspecify.annotations.Nullable;

/** A kind of consumer that every revision has in a context of its own. */
public interface RevisionPart {

    /** Learns which revision the hub starts with, before its routes start. */
    void startsWith(@Nullable Integer revision);

    /** Lets the consumers of the hub's first routes stand by too: another revision is live. */
    void standBy();

    /** Learns that the routes of this context are live. */
    void isLive(CamelContext camel);

    /** Adds its component to the context of a revision. The consumers stand by until they take over. */
    void addTo(CamelContext camel);

    /**
     * Lets the routes behind these consumers take the canary's events, for the live consumers of the same work.
     *
     * @param consumers all consumers of the canary's context, of any kind
     */
    void tryOut(Canary canary, List<Consumer> consumers);

    /** Leaves all events to the live routes again. */
    void endTrial();
}
