package dev.waybill.revision;

import dev.waybill.bundle.Bundle;
import dev.waybill.revision.LiveRevision.Canary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A bundle that is to be published, with its author's words about it.
 *
 * @param basedOn the live revision that the author began with; null if the author does not say
 * @param unplanned true if no plan is needed
 * @param first the number of events of each type for a canary; null to make it live at once
 */
record Publication(
        Bundle bundle,
        @Nullable Integer basedOn,
        boolean unplanned,
        @Nullable Integer first) {

    static final int MOST = 10_000;

    /** The table is that of another room; an arrow to it would end in a circle. */
    private static final String PLAN = """
        SELECT p.id FROM plan p
         WHERE p.candidate = :candidate AND p.state = 'DONE'
           AND (CAST(:live AS int) IS NULL OR p.live = (SELECT r.checksum FROM revision r WHERE r.number = :live))
         ORDER BY p.made_at DESC LIMIT 1\
        """;

    /** @throws IllegalArgumentException if the number of events is out of bounds */
    Publication {
        if (first != null && (first < 1 || first > MOST)) {
            throw new IllegalArgumentException("\"first\" takes 1 to " + MOST);
        }
    }

    /** Returns the plan that compares it with the live revision. */
    Optional<Long> plan(@Nullable LiveRevision live, JdbcClient jdbc) {
        return jdbc.sql(PLAN)
                .param("candidate", bundle.checksum())
                .param("live", live == null ? null : live.number())
                .query(Long.class)
                .optional();
    }

    /** Returns the reason why it can't be published now, as a sentence; null if it can. */
    @Nullable
    String refusal(@Nullable LiveRevision live, Optional<Revision> known, boolean planned) {
        if (live == null) {
            return first == null ? null : "Nothing is live yet, so nothing can be tried beside it.";
        }
        if (basedOn != null && basedOn != live.number()) {
            return "Revision %d is live by now, made so by %s at %s; you began with %d. Look at its changes, then publish again."
                    .formatted(live.number(), live.changedBy(), second(live.changedAt()), basedOn);
        }
        Canary canary = live.canary();
        if (canary != null) {
            return "Revision %d is being tried on the first %d events of each type. Go on with it or take it back first."
                    .formatted(canary.number(), canary.first());
        }
        if (known.isPresent() && known.get().number() == live.number()) {
            return "This bundle is revision %d, which is live already.".formatted(live.number());
        }
        return planned || unplanned
                ? null
                : "No plan compares this very bundle with revision %d, which is live. Make one, or publish it as unplanned."
                        .formatted(live.number());
    }

    static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
