package dev.waybill.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Indexes one batch of one stage in one commit; the next node continues after it. */
final class IndexStep {

    /** Limit of the bodies read at once, in bytes; a larger one is read alone. */
    private static final long BYTES = 8 << 20;

    /** The pause of AGAIN before it looks again at events that are too young. */
    private static final Duration UNTIL_SETTLED = Duration.ofSeconds(10);

    private final TransactionTemplate transaction;
    private final IndexProgress progress;
    private final AcceptedEvents accepted;
    private final SearchIndex rows;
    private final SearchKeySettings sources;
    private final MarkSameBodies sameBodies;
    private final int batch;

    IndexStep(
            TransactionTemplate transaction,
            IndexProgress progress,
            AcceptedEvents accepted,
            SearchIndex rows,
            SearchKeySettings sources,
            MarkSameBodies sameBodies,
            int batch) {
        this.transaction = transaction;
        this.progress = progress;
        this.accepted = accepted;
        this.rows = rows;
        this.sources = sources;
        this.sameBodies = sameBodies;
        this.batch = batch;
    }

    /** @return true if there is more to do now */
    boolean step(IndexPass stage) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var turn = progress.take(stage);
            return turn.isPresent() && step(stage, turn.getAsLong());
        }));
    }

    private boolean step(IndexPass stage, long passed) {
        List<UnindexedEvent> next =
                stage == IndexPass.OLD ? accepted.before(passed, batch) : accepted.after(passed, batch);
        List<UnindexedEvent> looked = cut(stage, next);
        List<UnindexedEvent> unknown =
                looked.stream().filter(event -> !event.known()).toList();
        fill(unknown);
        if (stage != IndexPass.OLD) {
            sameBodies.mark(unknown);
        }
        boolean end = looked.size() == next.size() && next.size() < batch;
        boolean young = stage == IndexPass.AGAIN
                && looked.size() < next.size()
                && !next.get(looked.size()).settled();
        long reached = looked.isEmpty() ? passed : looked.getLast().id();
        progress.moveOn(stage, end && stage == IndexPass.OLD ? 0 : reached, end || young ? rest(stage) : Duration.ZERO);
        return !end && !young;
    }

    /** Returns the events before the first that is too young, or too large for the rest of the batch. */
    private static List<UnindexedEvent> cut(IndexPass stage, List<UnindexedEvent> next) {
        long bytes = 0;
        for (int i = 0; i < next.size(); i++) {
            UnindexedEvent event = next.get(i);
            bytes += event.known() ? 0 : event.bytes();
            if (stage == IndexPass.AGAIN && !event.settled() || i > 0 && bytes > BYTES) {
                return next.subList(0, i);
            }
        }
        return next;
    }

    private void fill(List<UnindexedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Map<Long, byte[]> bodies = accepted.bodies(events);
        List<SearchIndex.Named> named = new ArrayList<>(events.size());
        for (UnindexedEvent event : events) {
            named.add(new SearchIndex.Named(
                    event.id(), names(event, bodies.get(event.id())), sameBodies.compares(event)));
        }
        rows.insert(named);
    }

    private SearchKeys names(UnindexedEvent event, byte @Nullable [] body) {
        return body == null ? SearchKeys.NONE : SearchKeys.of(body, sources.of(event.source()));
    }

    private static Duration rest(IndexPass stage) {
        return stage == IndexPass.AGAIN ? UNTIL_SETTLED : Duration.ZERO;
    }

    /** The three passes over the accepted events; each has its row in {@code search_progress}. */
    enum IndexPass {
        /** Follows the newest events. */
        NEW,
        /**
         * Repeats the same ids a minute later. An id is drawn before its event is committed, so a later id may be visible
         * first.
         */
        AGAIN,
        /** Goes backwards from where the table began, the newest first, and ends. */
        OLD
    }
}
