package dev.waybill.inbox;

import dev.waybill.batch.PostgresText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fault of one arrival of a request. PostgreSQL would refuse some values: they are found before the queue, since a row
 * that fails in a batch costs the other rows a second statement.
 *
 * @param item its index
 * @param reason the reason, as a phrase for the operator
 * @param event the event that is in its way; null if there is none
 */
record ItemFault(int item, String reason, @Nullable Long event) {

    /** The limit of faults that are told. */
    private static final int MOST = 3;

    /** The limit of the table for the key and the group, and of the envelope for the type. */
    private static final int MOST_BYTES = 255;

    private static final int MOST_HEADER_BYTES = 1024 * 1024;
    private static final int DIGEST_BYTES = 32;

    /** Returns the faults that are seen without the database. */
    static List<ItemFault> before(List<Arrival> arrivals) {
        List<ItemFault> faults = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            String fault = fault(arrivals.get(i));
            if (fault != null) {
                faults.add(new ItemFault(i, fault, null));
            }
        }
        return faults;
    }

    /** Returns the outcomes that an operator has to look at. */
    static List<ItemFault> in(List<IntakeOutcome> outcomes) {
        return IntStream.range(0, outcomes.size())
                .boxed()
                .flatMap(i -> switch (outcomes.get(i)) {
                    case IntakeOutcome.Conflict(long event) -> Stream.of(new ItemFault(i, "key conflict", event));
                    case IntakeOutcome.Repeated(long event) ->
                        Stream.of(new ItemFault(i, "the same body came before, under another key", event));
                    case IntakeOutcome.Unfit(String reason) -> Stream.of(new ItemFault(i, reason, null));
                    default -> Stream.<ItemFault>empty();
                })
                .toList();
    }

    /** True if the request was refused as a whole: nobody knows which of its arrivals is the cause. */
    static boolean isOfAll(List<ItemFault> faults, int items) {
        return items > 1
                && faults.size() == items
                && faults.stream().allMatch(fault -> fault.event() == null)
                && faults.stream().map(ItemFault::reason).distinct().count() == 1;
    }

    /** @param items the number of arrivals in the request */
    static String inWords(List<ItemFault> faults, int items) {
        if (items == 1 || isOfAll(faults, items)) {
            return faults.getFirst().reason();
        }
        String told = faults.stream()
                .limit(MOST)
                .map(fault -> "item %d of %d: %s".formatted(fault.item() + 1, items, fault.reason()))
                .collect(Collectors.joining("; "));
        return faults.size() > MOST ? "%s; and %d more".formatted(told, faults.size() - MOST) : told;
    }

    /** Returns why the arrival can't be stored, now or later; null if it can. */
    private static @Nullable String fault(Arrival arrival) {
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
