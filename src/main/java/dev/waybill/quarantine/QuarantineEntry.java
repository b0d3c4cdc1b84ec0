package dev.waybill.quarantine;

/**
 * A whole entry of the quarantine.
 *
 * @param headers the received header lines as a JSON array of [name, value], UTF-8
 * @param body the bytes as received
 */
record QuarantineEntry(long id, String source, byte[] headers, byte[] body) {}
