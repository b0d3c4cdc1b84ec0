package dev.waybill.sources;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends webhooks to us.
 *
 * @param name the last part of the path it posts to
 * @param signatureHeader the request header with the signature
 * @param keyHeader the request header with the idempotency key
 * @param groupPointer JSON pointer to the message group
 * @param reserialise whether a body that was re-indented on its way may still verify
 * @param types the event types that it is known to send; others are taken too, if they are signed
 * @param sameBody what becomes of a signed body that came before under another key
 * @param sameBodyWithin how far back it is looked for
 * @param secrets the live secrets, at least one
 */
public record Source(
        String name,
        String signatureHeader,
        String keyHeader,
        String groupPointer,
        boolean reserialise,
        Set<String> types,
        SameBodyRules sameBody,
        Duration sameBodyWithin,
        List<SourceSecret> secrets) {

    /** Within what time a second body of this type goes to quarantine; null if it is accepted. */
    @Nullable
    public Duration onlyOnceWithin(String type) {
        return sameBody.of(type) == SameBody.QUARANTINE ? sameBodyWithin : null;
    }
}
