package dev.waybill.amqp;

import dev.waybill.amqp.StoreMessages.Ended;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were received and are not settled. Messages of one group are stored one after another, since a
 * commit that they share would have no order; all others together. Each is acknowledged as soon as it is stored, by the
 * thread that reads, since a session of JMS belongs to one thread.
 */
final class OpenMessages {

    /** The tries that a message has whose route asks the inbox nothing. */
    static final int TRIES = 10;

    private final StoreMessages store;
    private final BooleanSupplier stopping;
    private final List<Open> open = new ArrayList<>();

    private static final class Open {

        private final Message message;
        private final IncomingMessage read;
        private int unanswered;

        Open(Message message, IncomingMessage read) {
            this.message = message;
            this.read = read;
        }
    }

    /** @param stopping true once no further message may be begun */
    OpenMessages(List<Message> received, StoreMessages store, BooleanSupplier stopping) {
        this.store = store;
        this.stopping = stopping;
        received.forEach(message -> open.add(new Open(message, store.read(message))));
    }

    boolean areStored() {
        return open.isEmpty();
    }

    int number() {
        return open.size();
    }

    /**
     * Tries all open messages once, and those behind a failed one of their group not at all.
     *
     * @param patience the time that the call takes at most
     * @param told hears how each try ended
     * @return false if a message still runs: its end is not known, so that all others have to be received again
     */
    boolean store(Duration patience, Consumer<Ended> told) throws InterruptedException, JMSException {
        long until = System.nanoTime() + patience.toNanos();
        BooleanSupplier over = () -> stopping.getAsBoolean() || System.nanoTime() - until >= 0;
        List<Open> tried = List.copyOf(open);
        Map<String, CompletableFuture<Ended>> lastOfGroup = new HashMap<>();
        List<CompletableFuture<Ended>> results = new ArrayList<>(tried.size());
        for (Open each : tried) {
            String group = each.read.group();
            CompletableFuture<Ended> before = group == null ? null : lastOfGroup.get(group);
            CompletableFuture<Ended> result = before == null
                    ? run(each)
                    : before.thenComposeAsync(
                            end -> end.isSettled() && !over.getAsBoolean()
                                    ? run(each)
                                    : CompletableFuture.completedFuture(Ended.UNKNOWN),
                            Thread::startVirtualThread);
            results.add(result);
            if (group != null) {
                lastOfGroup.put(group, result);
            }
        }
        boolean all = true;
        for (int i = 0; i < tried.size(); i++) {
            Ended end = end(results.get(i), until - System.nanoTime());
            all &= end != null;
            if (end != null) {
                ended(tried.get(i), end, told);
            }
        }
        return all;
    }

    private CompletableFuture<Ended> run(Open each) {
        return store.store(each.read, each.unanswered + 1 >= TRIES);
    }

    private void ended(Open each, Ended end, Consumer<Ended> told) throws JMSException {
        told.accept(end);
        if (end.isSettled()) {
            each.message.acknowledge();
            open.remove(each);
        } else if (end == Ended.UNANSWERED) {
            each.unanswered++;
        }
    }

    /** Returns null if it still runs when time is up. */
    private static @Nullable Ended end(CompletableFuture<Ended> result, long nanos) throws InterruptedException {
        try {
            return result.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            return Ended.UNKNOWN;
        }
    }
}
