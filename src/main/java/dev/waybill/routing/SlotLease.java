package dev.waybill.routing;

/** A slot in this node's hands: only who shows owner and token may change the slot's work. */
record SlotLease(String source, int slot, long owner, long token) {}
