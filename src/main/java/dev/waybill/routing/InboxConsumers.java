package dev.waybill.routing;

import dev.waybill.lease.LeasedWork;
import org.apache.camel.Processor;

/** Makes a source's consumer from the parts that the consumers of all sources share. */
final class InboxConsumers {

    private final LeasedWork work;
    private final Slots slots;
    private final RoutingQueue queue;
    private final CommitRouted commit;

    InboxConsumers(LeasedWork work, Slots slots, RoutingQueue queue, CommitRouted commit) {
        this.work = work;
        this.slots = slots;
        this.queue = queue;
        this.commit = commit;
    }

    /** @param standsBy true if it leases nothing before it takes over */
    InboxConsumer of(InboxEndpoint endpoint, Processor processor, boolean standsBy) {
        return new InboxConsumer(endpoint, processor, work, slots, queue, commit, standsBy);
    }
}
