package dev.waybill.quarantine;

/**
 * Something in quarantine, whole.
 *
 * @param headers the received header lines as a JSON array of [name, value], UTF-8
 * @param body the bytes as received
 */
record QuarantineEntry(long id, String source, byte[] headers, byte[] body) {}
