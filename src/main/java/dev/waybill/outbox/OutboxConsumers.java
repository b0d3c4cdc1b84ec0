package dev.waybill.outbox;

import dev.waybill.cluster.LeasedWork;
import dev.waybill.health.DestinationHealth;
import org.apache.camel.Processor;

/** Makes a destination's consumer from the parts that the consumers of all destinations share. */
final class OutboxConsumers {

    private final LeasedWork work;
    private final Lanes lanes;
    private final LeaseWithinLimits leases;
    private final HandOvers handOvers;
    private final Settlements settlements;
    private final DestinationHealth health;

    OutboxConsumers(
            LeasedWork work,
            Lanes lanes,
            LeaseWithinLimits leases,
            HandOvers handOvers,
            Settlements settlements,
            DestinationHealth health) {
        this.work = work;
        this.lanes = lanes;
        this.leases = leases;
        this.handOvers = handOvers;
        this.settlements = settlements;
        this.health = health;
    }

    OutboxConsumer of(OutboxEndpoint endpoint, Processor processor) {
        return new OutboxConsumer(endpoint, processor, work, lanes, leases, handOvers, settlements, health);
    }
}
