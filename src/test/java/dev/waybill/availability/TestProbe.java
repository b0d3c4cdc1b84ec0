package dev.waybill.availability;

import java.util.function.BooleanSupplier;

/** A database that answers, and stores, as a test says. */
public record TestProbe(BooleanSupplier answer, BooleanSupplier room) implements DatabaseOutage.Probe {

    public TestProbe(BooleanSupplier answer) {
        this(answer, answer);
    }

    @Override
    public boolean answers() {
        return answer.getAsBoolean();
    }

    @Override
    public boolean stores() {
        return room.getAsBoolean();
    }
}
