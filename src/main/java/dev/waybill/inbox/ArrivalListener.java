package dev.waybill.inbox;

import java.util.Set;

/**
 * Learns of new events on the thread that stored them. The implementation has to be quick, and has to recover by itself
 * from a missed call.
 */
@FunctionalInterface
public interface ArrivalListener {

    /** Names the sources with new, committed events. Their senders have their answers already. */
    void arrived(Set<String> sources);
}
