package dev.waybill.inbox;

import dev.waybill.batch.PostgresText;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says before an arrival is queued what PostgreSQL would say after: a row that fails in a batch costs its neighbours a
 * second statement.
 */
final class ArrivalChecks {

    /** Of the key and the group the table says so itself, and of the type the envelope. */
    private static final int MOST_BYTES = 255;

    private static final int MOST_HEADER_BYTES = 1024 * 1024;
    private static final int DIGEST_BYTES = 32;

    private ArrivalChecks() {}

    /** Why the arrival can't be stored, now or later; null if it can. */
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

    /** Empty if there is none. */
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
