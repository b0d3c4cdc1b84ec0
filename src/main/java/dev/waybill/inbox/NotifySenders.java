package dev.waybill.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers outcomes to the senders: one task for each executor, regardless of the number of senders. */
public final class NotifySenders {

    private static final Logger log = LoggerFactory.getLogger(NotifySenders.class);

    private NotifySenders() {}

    /** Notifies the sender of each settled ticket, once. */
    public static void of(Collection<PendingArrival> tickets) {
        Map<Executor, List<Runnable>> byThread = new IdentityHashMap<>();
        for (PendingArrival ticket : tickets) {
            Runnable telling = ticket.telling();
            if (telling != null) {
                byThread.computeIfAbsent(ticket.goesOnIn(), thread -> new ArrayList<>(tickets.size()))
                        .add(telling);
            }
        }
        byThread.forEach(NotifySenders::hand);
    }

    private static void hand(Executor thread, List<Runnable> tellings) {
        try {
            thread.execute(() -> tellings.forEach(NotifySenders::tell));
        } catch (RejectedExecutionException e) {
            log.warn(
                    "{} senders can no longer be answered, because the public port is closed; they have to send"
                            + " again",
                    tellings.size());
        }
    }

    /** Catches everything: an exception of one sender must not keep the others from their outcome. */
    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error e) {
            log.error("The route of a webhook, stored or not, could not continue; its sender has to send it again", e);
        }
    }
}
