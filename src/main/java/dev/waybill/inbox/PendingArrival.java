package dev.waybill.inbox;

import dev.waybill.inbox.ArrivalsByKey.EventKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An arrival whose sender still needs the outcome. No thread blocks while it waits. */
final class PendingArrival {

    private static final Logger log = LoggerFactory.getLogger(PendingArrival.class);

    /** The row's other columns and the objects around it, so that ten thousand empty bodies are not free. */
    private static final int OVERHEAD = 1024;

    private final PendingRequest request;
    private final Arrival arrival;
    private final Executor goesOnIn;
    private final Consumer<IntakeOutcome> sender;
    private final AtomicBoolean replied = new AtomicBoolean();

    /**
     * @param request the request that it came with
     * @param goesOnIn the executor that notifies the sender
     */
    PendingArrival(PendingRequest request, Arrival arrival, Executor goesOnIn, Consumer<IntakeOutcome> sender) {
        this.request = request;
        this.arrival = arrival;
        this.goesOnIn = goesOnIn;
        this.sender = sender;
    }

    PendingRequest request() {
        return request;
    }

    Arrival arrival() {
        return arrival;
    }

    EventKey key() {
        return EventKey.of(arrival);
    }

    /** Returns the approximate size in bytes. */
    long weight() {
        return OVERHEAD + arrival.weight();
    }

    /** True if its sender has no outcome of it yet. */
    boolean isAwaited() {
        return !replied.get();
    }

    /** An outcome for the sender of an arrival; only the first one that is sent counts. */
    record Reply(PendingArrival to, IntakeOutcome outcome) {

        /** Sends the same outcome for all arrivals that still need one. */
        static void toAll(Collection<PendingRequest> requests, IntakeOutcome outcome) {
            send(requests.stream()
                    .flatMap(request -> request.arrivals().stream())
                    .filter(PendingArrival::isAwaited)
                    .map(arrival -> new Reply(arrival, outcome))
                    .toList());
        }

        /** Sends the replies in one task for each executor: a task for each sender would wake the event loops too often. */
        static void send(List<Reply> replies) {
            Map<Executor, List<Reply>> byExecutor = new IdentityHashMap<>();
            for (Reply reply : replies) {
                if (reply.to.replied.compareAndSet(false, true)) {
                    byExecutor
                            .computeIfAbsent(reply.to.goesOnIn, executor -> new ArrayList<>(replies.size()))
                            .add(reply);
                }
            }
            byExecutor.forEach(Reply::hand);
        }

        private static void hand(Executor executor, List<Reply> replies) {
            try {
                executor.execute(() -> replies.forEach(Reply::tell));
            } catch (RejectedExecutionException e) {
                log.warn(
                        "{} senders can no longer be answered, because the public port is closed; they have to send"
                                + " again",
                        replies.size());
            }
        }

        /** Catches everything: an exception of one sender must not keep the others from their outcome. */
        private void tell() {
            try {
                to.sender.accept(outcome);
            } catch (RuntimeException | Error e) {
                log.error(
                        "The route of a webhook, stored or not, could not continue; its sender has to send it again",
                        e);
            }
        }
    }
}
