package dev.waybill.house.sample.outbox;

import dev.waybill.house.sample.inbox.EventManager;

/** An arrow that is allowed, and with the one pointing back a cycle. */
public record Queue(EventManager events) {}
