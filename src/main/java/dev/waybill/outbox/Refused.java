package dev.waybill.outbox;

import dev.waybill.handover.PermanentRefusal;

/**
 * Thrown by a destination's route to refuse a delivery for good: the delivery is DEAD at once, since no retry can help.
 */
public class Refused extends PermanentRefusal {

    public Refused(String reason) {
        super(reason);
    }

    public Refused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
