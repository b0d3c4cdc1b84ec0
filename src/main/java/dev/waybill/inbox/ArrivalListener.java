package dev.waybill.inbox;

import java.util.Set;

/** Hears of new events, on the thread that stored them: has to be quick, and to come back by itself if it misses one. */
@FunctionalInterface
public interface ArrivalListener {

    /** These sources have new events, committed. Their senders have their answers already. */
    void arrived(Set<String> sources);
}
