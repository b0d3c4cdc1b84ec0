package dev.waybill.buffer;

import dev.waybill.buffer.BufferedArrival.NotOurs;
import dev.waybill.inbox.ArrivalContext.TakeArrivals;
import dev.waybill.inbox.IntakeOutcome;
import dev.waybill.kafka.RecordText;
import dev.waybill.kafka.StoreRecords;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.sources.Source;
import dev.waybill.webhook.WebhookContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Stores the records of a buffer in the inbox. A record that no door of ours has written goes to quarantine. */
final class StoreBuffered implements StoreRecords {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Source source;
    private final TakeArrivals inbox;
    private final Quarantine quarantine;
    private final int mostBytes;

    /**
     * @param source the source under which the quarantine shows records that are none of ours
     * @param mostBytes the bytes that it keeps of such a record
     */
    StoreBuffered(Source source, TakeArrivals inbox, Quarantine quarantine, int mostBytes) {
        this.source = source;
        this.inbox = inbox;
        this.quarantine = quarantine;
        this.mostBytes = mostBytes;
    }

    @Override
    public @Nullable String group(ConsumerRecord<byte[], byte[]> record) {
        try {
            var arrival = BufferedArrival.of(record).arrival();
            return BufferedArrival.order(arrival.source(), arrival.group());
        } catch (NotOurs toldLater) {
            return null;
        }
    }

    @Override
    public CompletableFuture<Ended> store(ConsumerRecord<byte[], byte[]> record, boolean last) {
        CompletableFuture<Ended> end = new CompletableFuture<>();
        try {
            inbox.accept(
                    new BufferedContext(BufferedArrival.of(record), quarantine),
                    outcome -> end.complete(ended(outcome)));
            return end;
        } catch (NotOurs foreign) {
            return refuse(record, foreign);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The refused ones are in quarantine by now. */
    private static Ended ended(IntakeOutcome outcome) {
        return switch (outcome) {
            case IntakeOutcome.Stored stored -> Ended.STORED;
            case IntakeOutcome.Duplicate duplicate -> Ended.STORED;
            case IntakeOutcome.Conflict conflict -> Ended.KEPT;
            case IntakeOutcome.Repeated repeated -> Ended.KEPT;
            case IntakeOutcome.Unfit unfit -> Ended.KEPT;
            case IntakeOutcome.Buffered buffered -> Ended.UNKNOWN;
            case IntakeOutcome.Unknown unknown -> Ended.UNKNOWN;
        };
    }

    private CompletableFuture<Ended> refuse(ConsumerRecord<byte[], byte[]> record, NotOurs foreign) {
        String reason =
                "The record %s was not written by a hub: %s".formatted(RecordText.place(record), foreign.getMessage());
        return WebhookContext.fromRecord(RecordText.received(source, record, mostBytes), quarantine)
                .refuseVerified(reason, null, null, PATIENCE)
                .handle((kept, failure) -> failure == null ? Ended.REFUSED : Ended.UNKNOWN);
    }
}
