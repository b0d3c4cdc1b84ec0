package dev.waybill.replay;

/** A position by event, then delivery; the next page starts after it. */
public record ReplayCursor(long event, long delivery) {}
