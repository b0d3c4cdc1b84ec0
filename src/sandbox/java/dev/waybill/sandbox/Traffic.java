package dev.waybill.sandbox;

import dev.waybill.kit.CovverEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The traffic on the wire, in order: the events of several orders, products and collections interleaved, among them
 * re-sends and forgeries. The same seed makes the same traffic. Not thread-safe.
 */
final class Traffic {

    enum Kind {
        /** An event for the first time. */
        FRESH,
        /** The event before, sent again at once. */
        DUPLICATE,
        /** An event of a while ago, sent again. */
        LATE,
        /** An order that Covver never sent: signed with another secret. */
        FORGED
    }

    record Sending(Kind kind, CovverEvent event) {}

    private static final int OPEN = 8;
    private static final int A_WHILE = 20;
    private static final int REMEMBERED = 400;

    private final Random random;
    private final CovverEvents events;
    private final CovverEvents forger;
    private final List<Deque<CovverEvent>> open = new ArrayList<>();
    private final ArrayList<CovverEvent> sent = new ArrayList<>();

    Traffic(long seed, Instant from) {
        random = new Random(seed);
        events = new CovverEvents(random.nextLong(), from);
        forger = new CovverEvents(random.nextLong(), from);
    }

    Sending next() {
        double roll = random.nextDouble();
        if (roll < 0.08 && !sent.isEmpty()) {
            return new Sending(Kind.DUPLICATE, sent.getLast());
        }
        if (roll < 0.13 && sent.size() > A_WHILE) {
            return new Sending(Kind.LATE, sent.get(random.nextInt(sent.size() - A_WHILE)));
        }
        if (roll >= 0.97) {
            return new Sending(Kind.FORGED, forger.order().getFirst());
        }
        return new Sending(Kind.FRESH, fresh());
    }

    private CovverEvent fresh() {
        while (open.size() < OPEN) {
            open.add(new ArrayDeque<>(events.next()));
        }
        int story = random.nextInt(open.size());
        CovverEvent event = open.get(story).removeFirst();
        if (open.get(story).isEmpty()) {
            open.remove(story);
        }
        sent.add(event);
        if (sent.size() > REMEMBERED) {
            sent.removeFirst();
        }
        return event;
    }
}
