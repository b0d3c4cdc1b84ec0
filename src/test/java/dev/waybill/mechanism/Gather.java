package dev.waybill.mechanism;

import dev.waybill.mechanism.Evidence.Row;
import dev.waybill.mechanism.Evidence.Wanted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the ledger after a run. */
final class Gather {

    private static final String LEDGER = """
        SELECT id, event_id AS event, destination, lane, part, state FROM outbox_delivery ORDER BY id\
        """;

    private static final String DISCARDED = "SELECT event_id FROM inbox_discarded";

    private static final String ROUTED_AGAIN = """
        SELECT subject_id, count(*) FROM audit WHERE verb = 'route-again' GROUP BY subject_id\
        """;

    private static final String RECORDED = """
        SELECT delivery_id, count(*) FROM outbox_attempt WHERE outcome = 'DELIVERED' AND NOT stale GROUP BY delivery_id\
        """;

    private final JdbcClient jdbc;

    Gather(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Evidence after(World world) {
        Map<Long, Integer> recorded = new HashMap<>();
        jdbc.sql(RECORDED).query(row -> {
            recorded.put(row.getLong(1), row.getInt(2));
        });
        return new Evidence(
                wanted(world),
                jdbc.sql(LEDGER).query(Row.class).list(),
                world.journal.handOvers(),
                world.journal.skips(),
                world.journal.done(),
                recorded);
    }

    /** The number of FAILED events to which the operator came too late, and had them routed again as ROUTED ones. */
    Map<Long, Integer> routedAgain() {
        Map<Long, Integer> ordered = new HashMap<>();
        jdbc.sql(ROUTED_AGAIN).query(row -> {
            ordered.put(row.getLong(1), row.getInt(2));
        });
        return ordered;
    }

    /** Every event that a sender was told is stored, to every destination that its route names. */
    private List<Wanted> wanted(World world) {
        Set<Long> discarded =
                new HashSet<>(jdbc.sql(DISCARDED).query(Long.class).list());
        return world.acknowledged.entrySet().stream()
                .filter(event -> !discarded.contains(event.getValue()))
                .flatMap(event -> world.rules.lines(event.getKey()).stream()
                        .map(line -> new Wanted(event.getValue(), line.destination(), line.part())))
                .toList();
    }
}
