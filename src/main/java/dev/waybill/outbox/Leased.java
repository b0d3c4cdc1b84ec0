package dev.waybill.outbox;

/** A leased lane with its head. */
record Leased(LaneLease lease, Delivery delivery) {}
