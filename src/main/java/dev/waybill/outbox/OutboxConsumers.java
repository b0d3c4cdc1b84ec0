package dev.waybill.outbox;

import dev.waybill.health.DestinationHealth;
import dev.waybill.lease.LeasedWork;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Processor;

/** Makes a destination's consumer from the parts that the consumers of all destinations share. */
final class OutboxConsumers {

    private final LeasedWork work;
    private final Lanes lanes;
    private final LeaseWithinLimits leases;
    private final HandOvers handOvers;
    private final Settlements settlements;
    private final DestinationHealth health;
    private final Map<String, CallLimit> calls = new ConcurrentHashMap<>();

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

    /** @param standsBy true if it leases nothing before it takes over */
    OutboxConsumer of(OutboxEndpoint endpoint, Processor processor, boolean standsBy) {
        CallLimit limit =
                calls.computeIfAbsent(endpoint.getDestination(), first -> new CallLimit(endpoint.getConcurrency()));
        return new OutboxConsumer(
                endpoint, processor, work, lanes, leases, handOvers, settlements, health, limit, standsBy);
    }
}
