package dev.waybill.handover;

/** Marks a delivery that no later attempt can complete: the delivery is DEAD at once. Routes throw {@code Refused}. */
public class PermanentRefusal extends RuntimeException {

    public PermanentRefusal(String reason) {
        super(reason);
    }

    public PermanentRefusal(String reason, Throwable cause) {
        super(reason, cause);
    }
}
