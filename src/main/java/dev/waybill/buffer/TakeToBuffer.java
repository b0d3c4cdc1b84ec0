package dev.waybill.buffer;

import dev.waybill.batch.Deadline;
import dev.waybill.inbox.ArrivalContext;
import dev.waybill.inbox.ArrivalContext.TakeArrivals;
import dev.waybill.inbox.IntakeOutcome;
import dev.waybill.webhook.WebhookContext;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the webhooks of some sources to their buffers, and all others to the inbox. A release from quarantine goes to the
 * inbox itself: its operator waits for the event.
 */
final class TakeToBuffer implements TakeArrivals {

    private static final Logger LOG = LoggerFactory.getLogger(TakeToBuffer.class);

    private final Map<String, SendToTopic> buffers;
    private final TakeArrivals inbox;
    private final Duration answerWithin;

    /**
     * @param buffers the buffers by the names of sources
     * @param answerWithin the longest wait of a sender
     */
    TakeToBuffer(Map<String, SendToTopic> buffers, TakeArrivals inbox, Duration answerWithin) {
        this.buffers = Map.copyOf(buffers);
        this.inbox = inbox;
        this.answerWithin = answerWithin;
    }

    @Override
    public void accept(ArrivalContext webhook, Consumer<IntakeOutcome> sender) {
        SendToTopic buffer = buffers.get(webhook.arrival().source());
        if (buffer != null && webhook instanceof WebhookContext fromDoor && fromDoor.isFromSender()) {
            buffer.take(BufferedArrival.of(fromDoor.arrivals(), fromDoor.proof()), Deadline.in(answerWithin))
                    .whenCompleteAsync((done, failure) -> answer(sender, failure), fromDoor.goesOnIn());
        } else {
            inbox.accept(webhook, sender);
        }
    }

    /** Catches everything: nobody else would hear of it. */
    private static void answer(Consumer<IntakeOutcome> sender, @Nullable Throwable failure) {
        try {
            sender.accept(
                    failure == null
                            ? new IntakeOutcome.Buffered()
                            : new IntakeOutcome.Unknown("no broker confirmed it in time", failure));
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The route of a webhook, buffered or not, could not continue; its sender has to send it again", e);
        }
    }
}
