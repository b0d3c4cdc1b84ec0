package dev.waybill.kit;

/**
 * One webhook of Covver's.
 *
 * @param key its idempotency key
 * @param type one of the ten
 * @param group {@code data.id}: what must stay in order
 * @param body the document as {@code JSON.stringify} writes it
 */
public record CovverEvent(String key, String type, String group, String body) {}
