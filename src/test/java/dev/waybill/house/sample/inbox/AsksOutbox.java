package dev.waybill.house.sample.inbox;

import dev.waybill.house.sample.outbox.Queue;

/** An arrow that points back. */
record AsksOutbox(Queue queue) {}
