package dev.waybill.inbox;

/**
 * The event that holds a key.
 *
 * @param digest SHA-256 of the bytes that its signature covered
 */
record StoredEvent(long id, byte[] digest) {}
