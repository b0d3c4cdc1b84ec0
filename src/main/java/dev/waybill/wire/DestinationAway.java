package dev.waybill.wire;

/** Marks a failure of the whole destination, and not of one delivery: it counts for the circuit. */
public class DestinationAway extends RuntimeException {

    public DestinationAway(String reason) {
        super(reason);
    }
}
