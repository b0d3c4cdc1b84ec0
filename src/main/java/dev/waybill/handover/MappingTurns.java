package dev.waybill.handover;

import java.util.concurrent.Semaphore;

/**
 * Limits the part of an attempt that needs this hub's own cores and memory: everything until its first outgoing call.
 * The number of concurrent turns is the number of cores. Their events together may hold {@code room} bytes; a larger
 * event runs alone.
 */
public final class MappingTurns {

    /**
     * Measured with orders of 8 900 lines (1 MB): the ERP's mapping allocates 780 times their bytes, the mail's 840.
     * The ERP's route alone still ends in a heap of 48 MB, but after 10 s instead of 3.
     */
    private static final int HEAP_PER_BYTE = 100;

    private static final int UNIT = 1024;

    private final Semaphore cores;
    private final Semaphore memory;
    private final int units;

    MappingTurns(int cores, long room) {
        this.cores = new Semaphore(Math.max(1, cores), true);
        this.units = (int) Math.clamp(room / UNIT, 1, Integer.MAX_VALUE);
        this.memory = new Semaphore(units, true);
    }

    public static MappingTurns ofThisHub() {
        Runtime hub = Runtime.getRuntime();
        return new MappingTurns(hub.availableProcessors(), hub.maxMemory() / HEAP_PER_BYTE);
    }

    /** The turn of one event; only the first close counts. */
    public final class Turn implements AutoCloseable {

        private final int held;
        private boolean over;

        private Turn(int held) {
            this.held = held;
        }

        @Override
        public synchronized void close() {
            if (!over) {
                over = true;
                memory.release(held);
                cores.release();
            }
        }
    }

    /** Waits for a turn, first come, first served. */
    public Turn enter(int bytes) throws InterruptedException {
        int held = Math.min(units, 1 + bytes / UNIT);
        memory.acquire(held);
        try {
            cores.acquire();
        } catch (InterruptedException e) {
            memory.release(held);
            throw e;
        }
        return new Turn(held);
    }
}
