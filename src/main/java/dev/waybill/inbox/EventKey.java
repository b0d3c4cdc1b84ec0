package dev.waybill.inbox;

/** What makes an event one: the sender and the sender's idempotency key. */
record EventKey(String source, String key) {

    static EventKey of(Arrival arrival) {
        return new EventKey(arrival.source(), arrival.key());
    }
}
