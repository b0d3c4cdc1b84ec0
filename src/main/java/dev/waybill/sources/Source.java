package dev.waybill.sources;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configured sender of webhooks.
 *
 * @param name the last part of the path that it posts to
 * @param signatureHeader the request header with the signature
 * @param keyHeader the request header with the idempotency key
 * @param groupPointer the JSON pointer to the message group
 * @param reserialise true if a body that was re-indented on its way may still verify
 * @param types the event types that it is known to send; others are taken too, if they are signed
 * @param sameBody the rules for a signed body that came before under another key
 * @param sameBodyWithin the time for which such earlier bodies are looked up
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

    /** Returns the time within which a second body of this type goes to quarantine; null if it is accepted. */
    @Nullable
    public Duration onlyOnceWithin(String type) {
        return sameBody.of(type) == SameBody.QUARANTINE ? sameBodyWithin : null;
    }
}
