package dev.waybill.inbox;

/**
 * Something in quarantine, whole.
 *
 * @param headers the received header lines as a JSON array of [name, value], UTF-8
 * @param body the bytes as received
 */
record Kept(long id, String source, byte[] headers, byte[] body) {}
