package dev.waybill.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circuit that is not closed, as an operator sees it.
 *
 * @param since when it opened
 * @param probeAt the earliest time of the next probe; null while it is half open
 * @param probes probes since it last opened
 * @param trialsLeft answers that are still needed until it closes; null while it is open
 * @param failures hand-overs in a row that one node saw fail when it opened
 * @param error how the last of them failed
 */
public record Circuit(
        CircuitState state,
        Instant since,
        @Nullable Instant probeAt,
        int probes,
        @Nullable Integer trialsLeft,
        int failures,
        String error) {}
