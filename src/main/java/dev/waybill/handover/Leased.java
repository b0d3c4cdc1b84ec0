package dev.waybill.handover;

/** A leased lane with its head. */
public record Leased(LaneLease lease, Delivery delivery) {}
