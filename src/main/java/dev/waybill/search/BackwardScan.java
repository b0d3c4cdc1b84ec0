package dev.waybill.search;

import dev.waybill.search.IdRangeOfTimes.IdRange;
import dev.waybill.search.Matching.Weighed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes back through the events in batches until enough were found, the budget is spent or nothing is left. The first
 * batches are small: most searches find their events in the first.
 */
final class BackwardScan {

    private static final int FIRST_ROWS = 200;

    /**
     * Limit of a batch whose bodies are searched: the sizes of all matches are read before the next look at the clock.
     */
    private static final int TEXT_ROWS = 2_000;

    /**
     * Limit of the bodies searched in one statement, in bytes times search strings; a larger body is searched alone.
     */
    private static final long BYTES = 8 << 20;

    private static final int BODIES = 500;

    private final JdbcClient jdbc;
    private final Matching matching;
    private final EventQuery query;
    private final SearchBudget budget;
    private final SearchPlan lead;
    private final byte[][] needles;
    private final List<Long> found = new ArrayList<>();
    private IdRange span;

    BackwardScan(JdbcClient jdbc, EventQuery query, IdRange span, SearchBudget budget) {
        this.jdbc = jdbc;
        this.matching = new Matching(jdbc);
        this.query = query;
        this.span = span;
        this.budget = budget;
        this.lead = SearchPlans.of(query);
        this.needles = query.text() == null ? new byte[0][] : TextPatterns.of(query.text());
    }

    /** Reads at least one batch, however small the budget: a client that repeats the query reaches the end. */
    void walk() {
        int most = needles.length > 0 ? Math.min(TEXT_ROWS, lead.mostRows()) : lead.mostRows();
        int rows = Math.min(FIRST_ROWS, most);
        do {
            take(bite(rows));
            rows = Math.min(4 * rows, most);
        } while (!span.isEmpty() && found.size() < query.limit() && !budget.isSpent());
    }

    /** Returns the found events, newest first. */
    List<Long> found() {
        return found;
    }

    /** Returns the range that is left to look at. */
    IdRange left() {
        return span;
    }

    private ScanBatch bite(int rows) {
        if (span.isEmpty()) {
            return new ScanBatch(List.of(), span.floor());
        }
        return jdbc.sql(lead.sql())
                .params(lead.parameters())
                .param("floor", span.floor())
                .param("before", span.before())
                .param("most", rows)
                .query((row, n) -> bite(row, rows))
                .single();
    }

    private ScanBatch bite(ResultSet row, int rows) throws SQLException {
        List<Long> ids = List.of((Long[]) row.getArray("ids").getArray());
        if (row.getLong("looked") < rows) {
            return new ScanBatch(ids, span.floor());
        }
        long last = row.getLong("last");
        if (!lead.cuts() || last + 1 >= span.before()) {
            return new ScanBatch(ids, last);
        }
        return new ScanBatch(ids.stream().filter(id -> id > last).toList(), last + 1);
    }

    private void take(ScanBatch bite) {
        List<Weighed> matches = bite.ids().isEmpty() ? List.of() : matching.match(query, bite.ids());
        if (needles.length > 0) {
            takeContaining(matches, bite.reached());
        } else {
            add(matches.stream().map(Weighed::id).toList(), bite.reached());
        }
    }

    private void takeContaining(List<Weighed> matches, long reached) {
        int next = 0;
        while (next < matches.size()) {
            int end = end(matches, next);
            List<Long> ids =
                    matches.subList(next, end).stream().map(Weighed::id).toList();
            boolean all = add(matching.containing(needles, ids), ids.getLast());
            next = end;
            if (!all || next < matches.size() && (found.size() >= query.limit() || budget.isSpent())) {
                return;
            }
        }
        add(List.of(), reached);
    }

    private int end(List<Weighed> matches, int from) {
        long bytes = 0;
        int end = from;
        while (end < matches.size() && end - from < BODIES) {
            bytes += (long) matches.get(end).bytes() * needles.length;
            if (end > from && bytes > BYTES) {
                return end;
            }
            end++;
        }
        return end;
    }

    /**
     * Adds ids up to the limit. The next look begins below the last added id, or below the id that was reached.
     *
     * @return true if there was room for all
     */
    private boolean add(List<Long> ids, long reached) {
        int room = query.limit() - found.size();
        if (ids.size() <= room) {
            found.addAll(ids);
            span = span.below(reached);
            return true;
        }
        found.addAll(ids.subList(0, room));
        span = room == 0 ? span : span.below(found.getLast());
        return false;
    }

    /**
     * One batch of the way back through the events.
     *
     * @param ids events that may match, newest first
     * @param reached every event from this id on was looked at; the lower end of the search if there is nothing more
     */
    record ScanBatch(List<Long> ids, long reached) {}
}
