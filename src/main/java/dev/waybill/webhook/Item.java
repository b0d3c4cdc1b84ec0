package dev.waybill.webhook;

import org.jspecify.annotations.Nullable;

/**
 * An event of a verified request.
 *
 * @param body its bytes: the signed form of the request, or the part of it that holds this event
 * @param secretId the id of the secret that verified it
 * @param digest SHA-256 of the signed text, if that is not the body; null otherwise
 */
record Item(byte[] body, String secretId, byte @Nullable [] digest) {}
