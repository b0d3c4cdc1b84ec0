package dev.waybill.inbox;

import dev.waybill.availability.DatabaseOutage;
import dev.waybill.batch.SqlFailure;
import dev.waybill.inbox.ArrivalsByKey.EventKey;
import dev.waybill.inbox.ArrivalsByKey.StoredEvent;
import dev.waybill.inbox.GroupCommit.ArrivalListener;
import dev.waybill.inbox.PendingArrival.Reply;
import io.micrometer.core.instrument.DistributionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Stores a batch of arrivals in one commit and gives each its outcome. A bad row changes the outcome of its own request
 * alone.
 */
final class StoreArrivals {

    private static final Logger log = LoggerFactory.getLogger(StoreArrivals.class);

    /** The first try and three more: after a deadlock, or for a taken key that could not be found afterwards. */
    private static final int ROUNDS = 4;

    private static final IntakeOutcome NO_CLEAR_ANSWER =
            new IntakeOutcome.Unknown("the database gave no clear answer", null);

    private static final IntakeOutcome REFUSED = new IntakeOutcome.Unfit("the database refused it");

    private final EventRows rows;
    private final ArrivalListener listener;
    private final DatabaseOutage outage;
    private final DistributionSummary flushed;
    private final Object repeats = new Object();

    /** @param flushed the summary of statements, and of events in each */
    StoreArrivals(EventRows rows, ArrivalListener listener, DatabaseOutage outage, DistributionSummary flushed) {
        this.rows = rows;
        this.listener = listener;
        this.outage = outage;
        this.flushed = flushed;
    }

    /** Replies to every arrival, as soon as its outcome is known. */
    void store(List<PendingRequest> batch) {
        try {
            List<ArrivalsByKey> open = ArrivalsByKey.fold(
                    batch.stream().filter(PendingRequest::isAwaited).flatMap(request -> request.arrivals().stream()));
            for (int round = 1; round <= ROUNDS && !open.isEmpty(); round++) {
                // two halves of a refused batch may have left the same key
                open = ArrivalsByKey.fold(storeOnce(open).stream().flatMap(ArrivalsByKey::arrivals));
            }
        } finally {
            // an arrival without an outcome by now must not wait for one
            Reply.toAll(batch, NO_CLEAR_ANSWER);
        }
    }

    /** @return the arrivals that have to be tried again */
    private List<ArrivalsByKey> storeOnce(List<ArrivalsByKey> arrivals) {
        if (arrivals.stream().allMatch(same -> same.arrival().onlyOnceWithin() == null)) {
            return insert(arrivals);
        }
        // otherwise this node's other writer could store the same body in between
        synchronized (repeats) {
            return insertFresh(arrivals);
        }
    }

    private List<ArrivalsByKey> insertFresh(List<ArrivalsByKey> arrivals) {
        Repeats found;
        try {
            found = Repeats.in(arrivals, rows);
        } catch (DataAccessException e) {
            return afterFailure(arrivals, e);
        }
        Reply.send(found.replies());
        List<ArrivalsByKey> again = new ArrayList<>(found.later());
        if (!found.others().isEmpty()) {
            again.addAll(insert(found.others()));
        }
        return again;
    }

    private List<ArrivalsByKey> insert(List<ArrivalsByKey> arrivals) {
        Map<EventKey, Long> stored;
        try {
            stored = rows.insert(arrivals.stream().map(ArrivalsByKey::arrival).toList());
        } catch (DataAccessException e) {
            return afterFailure(arrivals, e);
        }
        flushed.record(arrivals.size());
        List<Reply> replies = new ArrayList<>(arrivals.size());
        List<ArrivalsByKey> taken = new ArrayList<>();
        for (ArrivalsByKey same : arrivals) {
            Long event = stored.get(same.key());
            if (event == null) {
                taken.add(same);
            } else {
                replies.addAll(same.stored(event));
            }
        }
        Reply.send(replies);
        tellListener(stored.keySet());
        return taken.isEmpty() ? taken : find(taken);
    }

    /**
     * Finds the events of taken keys in a statement of its own. The statement that found a key taken can't see the row
     * of a commit that it waited for.
     *
     * @return the arrivals whose key is free again
     */
    private List<ArrivalsByKey> find(List<ArrivalsByKey> taken) {
        Map<EventKey, StoredEvent> events;
        try {
            events = rows.find(taken.stream().map(ArrivalsByKey::key).toList());
        } catch (DataAccessException e) {
            fail(taken, e);
            return List.of();
        }
        List<Reply> replies = new ArrayList<>(taken.size());
        List<ArrivalsByKey> absent = new ArrayList<>();
        for (ArrivalsByKey same : taken) {
            StoredEvent event = events.get(same.key());
            if (event == null) {
                absent.add(same);
            } else {
                replies.addAll(same.found(event));
            }
        }
        Reply.send(replies);
        return absent;
    }

    private List<ArrivalsByKey> afterFailure(List<ArrivalsByKey> arrivals, DataAccessException e) {
        return switch (SqlFailure.of(e)) {
            case OF_TIMING -> arrivals;
            case OF_A_ROW -> arrivals.size() == 1 ? refuse(arrivals.getFirst(), e) : halve(arrivals, e);
            case OF_THE_CONNECTION, OF_STORING, OF_THE_DATABASE -> {
                fail(arrivals, e);
                yield List.of();
            }
        };
    }

    /** Tries the halves alone. A request stays whole: its arrivals are stored together or refused together. */
    private List<ArrivalsByKey> halve(List<ArrivalsByKey> arrivals, DataAccessException e) {
        List<PendingRequest> requests = requests(arrivals);
        if (requests.size() == 1) {
            log.warn(
                    "PostgreSQL refused one of {} events of a request, SQLSTATE {}; the request goes to quarantine",
                    arrivals.size(),
                    SqlFailure.state(e));
            Reply.toAll(requests, REFUSED);
            return List.of();
        }
        int middle = requests.size() / 2;
        List<ArrivalsByKey> again = new ArrayList<>(storeOnce(of(requests.subList(0, middle), arrivals)));
        again.addAll(storeOnce(of(requests.subList(middle, requests.size()), arrivals)));
        return again;
    }

    private static List<ArrivalsByKey> of(List<PendingRequest> requests, List<ArrivalsByKey> arrivals) {
        return ArrivalsByKey.fold(arrivals.stream()
                .flatMap(ArrivalsByKey::arrivals)
                .filter(arrival -> requests.contains(arrival.request())));
    }

    private static List<PendingRequest> requests(List<ArrivalsByKey> arrivals) {
        return arrivals.stream()
                .flatMap(ArrivalsByKey::arrivals)
                .map(PendingArrival::request)
                .distinct()
                .toList();
    }

    private static List<ArrivalsByKey> refuse(ArrivalsByKey same, DataAccessException e) {
        // not its message: the message quotes the row
        log.warn(
                "PostgreSQL refused {}, SQLSTATE {}; it goes to quarantine, and the rest of the batch is stored",
                same.key(),
                SqlFailure.state(e));
        Reply.send(same.refused(REFUSED));
        return same.others();
    }

    private void fail(List<ArrivalsByKey> arrivals, DataAccessException e) {
        log.warn(
                "{} events may not be stored; they are answered 503, and their senders have to send again: {}",
                arrivals.size(),
                e.getMostSpecificCause().toString());
        switch (SqlFailure.of(e)) {
            case OF_THE_CONNECTION -> outage.begin(e.getMostSpecificCause().toString());
            case OF_STORING -> outage.beginFull(e.getMostSpecificCause().toString());
            case OF_A_ROW, OF_TIMING, OF_THE_DATABASE -> outage.doubt();
        }
        // after the outage began: a sender that tries again at once is refused at once
        Reply.toAll(requests(arrivals), new IntakeOutcome.Unknown("the database failed", e));
    }

    private void tellListener(Set<EventKey> stored) {
        if (stored.isEmpty()) {
            return;
        }
        try {
            listener.arrived(stored.stream().map(EventKey::source).collect(Collectors.toUnmodifiableSet()));
        } catch (RuntimeException e) {
            log.warn("The router was not notified; its next tick finds the events", e);
        }
    }
}
