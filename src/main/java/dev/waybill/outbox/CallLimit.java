package dev.waybill.outbox;

import java.util.concurrent.Semaphore;

/** The limit of a destination's calls at the same time, which the consumers of two revisions share. Takes in turn. */
final class CallLimit extends Semaphore {

    private int most;

    CallLimit(int most) {
        super(most, true);
        this.most = most;
    }

    /** Changes the limit. Calls above a lower limit end first. */
    synchronized void set(int calls) {
        if (calls > most) {
            release(calls - most);
        } else {
            reducePermits(most - calls);
        }
        most = calls;
    }
}
