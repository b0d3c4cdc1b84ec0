package dev.waybill.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that reached the ERP stub.
 *
 * @param path the path with its query, as requested
 * @param key the {@code Idempotency-Key}, if one came
 * @param headers all of them, with lower-case names
 * @param status what was answered; 0 if nothing was
 * @param effect whether it changed the ERP: taken, and the first of its key
 */
public record ErpRequest(
        Instant at,
        String method,
        String path,
        @Nullable String key,
        Map<String, List<String>> headers,
        String body,
        int status,
        boolean effect) {}
