package dev.waybill.fuzz;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tries a target with its seeds and with what a mutator makes of them. Work is cut into rounds with a random sequence each,
 * so a seed means the same inputs on any number of cores.
 */
public final class Campaign {

    private static final int ROUND = 10_000;

    /** Bytes that any input may make a thread allocate. */
    private static final long AT_ALL = 256 << 10;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long seed;
    private final int threads;

    public Campaign(long seed, int threads) {
        this.seed = seed;
        this.threads = threads;
    }

    /**
     * @param inputs how many, beside the seeds
     * @throws AssertionError with the input, as a line for the file of seeds, if one did what none may
     */
    public void run(Target target, long inputs) throws InterruptedException {
        List<byte[]> seeds = Seeds.of(target);
        seeds.forEach(input -> accept(target, input, false)); // classes are loaded meanwhile
        seeds.forEach(input -> accept(target, input, true));
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Void>> rounds = new ArrayList<>();
            for (long from = 0; from < inputs; from += ROUND) {
                long round = from / ROUND;
                long count = Math.min(ROUND, inputs - from);
                rounds.add(() -> round(target, seeds, round, count));
            }
            for (Future<Void> each : pool.invokeAll(rounds)) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError found ? found : new AssertionError(e.getCause());
        }
    }

    private Void round(Target target, List<byte[]> seeds, long round, long count) {
        Mutator mutator = new Mutator(seeds, seed * 1_000_003 + target.name().hashCode() * 31L + round);
        for (long i = 0; i < count; i++) {
            accept(target, mutator.next(), true);
        }
        return null;
    }

    private static void accept(Target target, byte[] input, boolean measured) {
        long most = AT_ALL + target.mostPerByte() * input.length;
        long allocated = allocated(target, input);
        // what an input costs once only is a class that was loaded
        for (int again = 0; measured && allocated > most && again < 2; again++) {
            allocated = allocated(target, input);
        }
        if (measured && allocated > most) {
            throw new AssertionError("%s allocated %d bytes for this input of %d:%n%s"
                    .formatted(target.name(), allocated, input.length, Seeds.write(input)));
        }
    }

    private static long allocated(Target target, byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            target.accept(input);
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw new AssertionError(
                    "%s failed with this input (%s):%n%s".formatted(target.name(), e, Seeds.write(input)), e);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
