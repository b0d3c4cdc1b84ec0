package dev.waybill.outbox;

/** A place in the ledger by event, then delivery; what comes next is behind it. */
public record Position(long event, long delivery) {}
