package dev.waybill.plan;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.handover.Delivery;
import dev.waybill.routetests.WriteRouteTest;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes a test of a stored event with the live routes, for the folder of an engineer. */
public final class TestOfEvent {

    private final PlanEvents events;
    private final Bundle live;
    private final CandidateHub hub;

    TestOfEvent(PlanEvents events, Bundle live, CandidateHub hub) {
        this.events = events;
        this.live = live;
        this.hub = hub;
    }

    /**
     * Returns the text of a {@code .test.yaml} file; empty if there is no such event, or its body is purged.
     *
     * @param mask takes out of a body what no file may hold
     */
    public Optional<String> of(long id, UnaryOperator<byte[]> mask) throws InterruptedException {
        Optional<Delivery.Event> found = events.find(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Delivery.Event event = found.get();
        Delivery.Event masked = new Delivery.Event(
                event.id(),
                event.source(),
                event.idempotencyKey(),
                event.group(),
                event.type(),
                event.receivedAt(),
                mask.apply(event.body()));
        try (Candidate candidate = Candidate.of(live, hub)) {
            return Optional.of(WriteRouteTest.of(candidate, masked));
        }
    }
}
