package dev.waybill.prove;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Faults one after the other, deck after deck, until everything is to heal; each is mended before the next. */
final class Strand {

    private final Ground ground;
    private final Function<Random, List<Fault>> deck;
    private final Random random;
    private final int longestPause;
    private final Consumer<Fault> diary;
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
    private volatile @Nullable Throwable failure;

    /**
     * @param deck the next round, empty for none
     * @param longestPause between two faults, in ms
     * @param diary is told of each before it befalls
     */
    Strand(Ground ground, Function<Random, List<Fault>> deck, long seed, int longestPause, Consumer<Fault> diary) {
        this.ground = ground;
        this.deck = deck;
        this.random = new Random(seed);
        this.longestPause = longestPause;
        this.diary = diary;
    }

    void start() {
        thread.start();
    }

    /** After {@link Ground#heal}. @throws IllegalStateException if the harness could not do a fault, or not mend it */
    void join() throws InterruptedException {
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("A fault could not be done or mended", failure);
        }
    }

    /** The count of each kind. */
    Map<String, LongAdder> counts() {
        return counts;
    }

    private void run() {
        try {
            List<Fault> faults = deck.apply(random);
            while (!faults.isEmpty()) {
                for (Fault fault : faults) {
                    if (ground.hold(Duration.ofMillis(random.nextInt(longestPause / 4, longestPause)))) {
                        return;
                    }
                    diary.accept(fault);
                    counts.computeIfAbsent(fault.kind(), kind -> new LongAdder())
                            .increment();
                    fault.befall(ground);
                }
                faults = deck.apply(random);
            }
        } catch (Exception | Error e) {
            failure = e;
        }
    }
}
