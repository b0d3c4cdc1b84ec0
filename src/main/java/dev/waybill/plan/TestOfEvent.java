package dev.waybill.plan;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.handover.Delivery;
import dev.waybill.routetests.WriteRouteTest;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes a test of a stored event with the live routes, for the folder of an engineer. One is made at a time. */
public final class TestOfEvent {

    private static final long WAIT = 5;

    /** The answer to a request for a test. */
    public sealed interface Answer {

        /** The text of a {@code .test.yaml} file. */
        record Made(String test) implements Answer {}

        /** There is no such event, or its body is purged. */
        record Absent() implements Answer {}

        /** Others are being made. */
        record Busy() implements Answer {}
    }

    private final PlanEvents events;
    private final Supplier<Bundle> live;
    private final CandidateHub hub;
    private final Semaphore turn = new Semaphore(1);

    TestOfEvent(PlanEvents events, Supplier<Bundle> live, CandidateHub hub) {
        this.events = events;
        this.live = live;
        this.hub = hub;
    }

    /** @param mask takes out of a body what no file may hold */
    public Answer of(long id, UnaryOperator<byte[]> mask) throws InterruptedException {
        if (!turn.tryAcquire(WAIT, TimeUnit.SECONDS)) {
            return new Answer.Busy();
        }
        try {
            Optional<Delivery.Event> found = events.find(id);
            return found.isEmpty() ? new Answer.Absent() : new Answer.Made(test(masked(found.get(), mask)));
        } finally {
            turn.release();
        }
    }

    private String test(Delivery.Event event) throws InterruptedException {
        try (Candidate candidate = Candidate.of(live.get(), hub)) {
            return WriteRouteTest.of(candidate, event);
        }
    }

    private static Delivery.Event masked(Delivery.Event event, UnaryOperator<byte[]> mask) {
        return event.with(mask.apply(event.body()));
    }
}
