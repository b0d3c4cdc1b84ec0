package dev.waybill.routing;

/** A slot that this node holds. Only the holder of owner and token may change the slot's work. */
record SlotLease(String source, int slot, long owner, long token) {}
