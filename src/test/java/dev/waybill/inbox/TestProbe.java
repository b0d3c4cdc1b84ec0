package dev.waybill.inbox;

import java.util.function.BooleanSupplier;

/** A database that answers, and stores, as a test says. */
record TestProbe(BooleanSupplier answer, BooleanSupplier room) implements Outage.Probe {

    TestProbe(BooleanSupplier answer) {
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
