package dev.waybill.replay;

/** A place in the ledger by event, then delivery; what comes next is behind it. */
public record ReplayCursor(long event, long delivery) {}
