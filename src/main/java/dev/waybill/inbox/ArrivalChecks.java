package dev.waybill.inbox;

import dev.waybill.batch.PostgresText;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks before the queue for values that PostgreSQL would refuse afterwards. A row that fails in a batch costs the
 * other rows a second statement.
 */
final class ArrivalChecks {

    /** The limit of the table for the key and the group, and of the envelope for the type. */
    private static final int MOST_BYTES = 255;

    private static final int MOST_HEADER_BYTES = 1024 * 1024;
    private static final int DIGEST_BYTES = 32;

    private ArrivalChecks() {}

    /** Returns why the arrival can't be stored, now or later; null if it can. */
    static @Nullable String fault(Arrival arrival) {
        return Stream.of(
                        text("source", arrival.source(), MOST_BYTES),
                        text("idempotency key", arrival.key(), MOST_BYTES),
                        text("message group", arrival.group(), MOST_BYTES),
                        text("type", arrival.type(), MOST_BYTES),
                        text("secret id", arrival.secretId(), MOST_BYTES),
                        arrival.digest().length == DIGEST_BYTES ? "" : "the digest is not a SHA-256",
                        arrival.headers().length <= MOST_HEADER_BYTES ? "" : "the headers are longer than 1 MiB")
                .filter(fault -> !fault.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** Returns an empty string if the text is valid. */
    private static String text(String name, @Nullable String value, int mostBytes) {
        if (value == null) {
            return "";
        }
        if (!PostgresText.canHold(value)) {
            return "the %s holds U+0000 or half a surrogate pair".formatted(name);
        }
        return PostgresText.bytes(value) <= mostBytes
                ? ""
                : "the %s is longer than %d bytes".formatted(name, mostBytes);
    }
}
