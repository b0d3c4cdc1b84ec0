package dev.waybill.handover;

/** A delivery that no later attempt can bring: it is DEAD at once. Routes throw {@code Refused}. */
public class PermanentRefusal extends RuntimeException {

    public PermanentRefusal(String reason) {
        super(reason);
    }

    public PermanentRefusal(String reason, Throwable cause) {
        super(reason, cause);
    }
}
