package dev.waybill.inbox;

/** The identity of an event: the sender and the sender's idempotency key. */
record EventKey(String source, String key) {

    static EventKey of(Arrival arrival) {
        return new EventKey(arrival.source(), arrival.key());
    }
}
