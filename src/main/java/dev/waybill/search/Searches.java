package dev.waybill.search;

import dev.waybill.search.IdRangeOfTimes.IdRange;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds events. It uses a few connections of its own, read-only, with each statement cut off after a second. A slow
 * search therefore delays only its own caller. A database that is away or too slow is an exception of Spring's.
 */
public final class Searches {

    /** Limit of the walk; the rest of 300 ms is for the last batch and the page itself. */
    public static final Duration BUDGET = Duration.ofMillis(200);

    static final String INDEX = """
        SELECT coalesce((SELECT max(id) FROM inbox_event), 0) - n.passed AS behind, greatest(o.passed, 1) AS from
          FROM search_progress n, search_progress o WHERE n.stage = 'NEW' AND o.stage = 'OLD'\
        """;

    static final String TIME_OF = "SELECT received_at FROM inbox_event WHERE id >= :id ORDER BY id LIMIT 1";

    private final SearchPermits turns;
    private final JdbcClient jdbc;
    private final LongSupplier nanoTime;
    private final Duration budget;

    /** @param nanoTime the monotonic clock, in nanoseconds */
    public Searches(SearchPermits turns, JdbcClient jdbc, LongSupplier nanoTime, Duration budget) {
        this.turns = turns;
        this.jdbc = jdbc;
        this.nanoTime = nanoTime;
        this.budget = budget;
    }

    /** @return empty if the limit of searches at once is reached */
    public Optional<SearchPage> search(EventQuery query) {
        return turns.take(() -> page(query));
    }

    private SearchPage page(EventQuery query) {
        SearchBudget left = new SearchBudget(nanoTime, budget);
        SearchPage.Index index = jdbc.sql(INDEX).query(SearchPage.Index.class).single();
        IdRange span = new IdRangeOfTimes(jdbc).of(query.from(), query.to(), query.before());
        BackwardScan walk = new BackwardScan(jdbc, query, span, left);
        walk.walk();
        List<EventSummary> found = new EventSummaries(jdbc).of(walk.found());
        return walk.left().isEmpty()
                ? new SearchPage(found, null, null, index)
                : new SearchPage(found, walk.left().before(), timeOf(walk.left().before()), index);
    }

    /** Returns the time of the oldest event that was looked at: the first remaining one from {@code id} on. */
    private @Nullable Instant timeOf(long id) {
        return jdbc.sql(TIME_OF)
                .param("id", id)
                .query((row, n) -> row.getObject("received_at", OffsetDateTime.class))
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}
