package dev.waybill.plan;

import dev.waybill.candidate.Candidate;
import dev.waybill.handover.Delivery;
import dev.waybill.plan.CompareEvent.Compared;

/** The plan's comparison, for those who try many bundles over few events. */
public final class DifferencesOfRoutes {

    private DifferencesOfRoutes() {}

    /** Returns the first difference that a plan would tell of an event; empty if there is none. */
    public static String first(Candidate live, Candidate candidate, Delivery.Event event) throws InterruptedException {
        for (Compared each : new CompareEvent(live, candidate).of(event)) {
            if (each.kind() != PlanResult.Kind.SAME) {
                return "%s %s: %s"
                        .formatted(
                                each.destination(),
                                each.kind(),
                                each.difference().get());
            }
        }
        return "";
    }
}
