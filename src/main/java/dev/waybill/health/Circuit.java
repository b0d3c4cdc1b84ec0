package dev.waybill.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circuit that is not closed, as an operator sees it.
 *
 * @param since the time when it opened
 * @param probeAt the earliest time of the next probe; null while it is half open
 * @param probes the number of probes since it last opened
 * @param trialsLeft the number of answers still needed until it closes; null while it is open
 * @param failures the number of consecutive failed hand-overs of one node that opened it
 * @param error the last of these failures
 */
public record Circuit(
        CircuitState state,
        Instant since,
        @Nullable Instant probeAt,
        int probes,
        @Nullable Integer trialsLeft,
        int failures,
        String error) {}
