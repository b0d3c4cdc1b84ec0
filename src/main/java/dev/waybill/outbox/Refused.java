package dev.waybill.outbox;

import dev.waybill.handover.PermanentRefusal;

/** Thrown by a destination's route to refuse a delivery for good: it is DEAD at once, no retry can mend it. */
public class Refused extends PermanentRefusal {

    public Refused(String reason) {
        super(reason);
    }

    public Refused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
