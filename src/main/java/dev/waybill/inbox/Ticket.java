package dev.waybill.inbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One arrival and the one who waits for its outcome. */
final class Ticket implements Weighed {

    /** The row's other columns and the objects around it, so that ten thousand empty bodies are not free. */
    private static final int OVERHEAD = 1024;

    private final Arrival arrival;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    Ticket(Arrival arrival) {
        this.arrival = arrival;
    }

    Arrival arrival() {
        return arrival;
    }

    EventKey key() {
        return EventKey.of(arrival);
    }

    @Override
    public long weight() {
        return OVERHEAD + arrival.headers().length + (long) arrival.body().length;
    }

    /** The first outcome counts. */
    void settle(Outcome settled) {
        outcome.complete(settled);
    }

    /** Whether somebody still waits: writing for those who have gone away would keep an overload alive. */
    boolean isAwaited() {
        return !outcome.isDone();
    }

    /** Whether there is an outcome by then; waits for it. */
    boolean isSettledBy(Deadline doubt) {
        try {
            outcome.get(doubt.left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A ticket is never completed with an exception", e);
        }
        return true;
    }

    /** The outcome, or {@link Outcome.Unknown} when it takes longer than that. */
    Outcome await(Deadline end) {
        try {
            return outcome.get(end.left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            settle(new Outcome.Unknown("the database did not answer in time", null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            settle(new Outcome.Unknown("interrupted", e));
        } catch (ExecutionException e) {
            throw new IllegalStateException("A ticket is never completed with an exception", e);
        }
        return outcome.join();
    }
}
