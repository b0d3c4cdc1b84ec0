package dev.waybill.webhook;

import java.util.List;
import java.util.Set;

/**
 * Who sends webhooks to us.
 *
 * @param name the last part of the path it posts to
 * @param signatureHeader the request header with the signature
 * @param keyHeader the request header with the idempotency key
 * @param groupPointer JSON pointer to the message group
 * @param reserialise whether a body that was re-indented on its way may still verify
 * @param types the event types that it is known to send; others are taken too, if they are signed
 * @param secrets the live secrets, at least one
 */
record Source(
        String name,
        String signatureHeader,
        String keyHeader,
        String groupPointer,
        boolean reserialise,
        Set<String> types,
        List<Secret> secrets) {}
