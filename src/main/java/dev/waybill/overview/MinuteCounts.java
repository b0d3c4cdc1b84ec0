package dev.waybill.overview;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code console_minute} with the counts of all nodes by minute. The table keeps two hours, and one day for
 * deliveries done in part only.
 */
public final class MinuteCounts {

    /** Adds in the order of the key, so that nodes can't deadlock. */
    private static final String ADD = """
        INSERT INTO console_minute AS m (minute, figure, source, type, destination, count)
        SELECT date_trunc('minute', now(), 'UTC'), figure, source, type, destination, count
          FROM unnest(:figures, :sources, :types, :destinations, :counts) u(figure, source, type, destination, count)
         ORDER BY figure, source, type, destination
        ON CONFLICT (figure, minute, source, type, destination) DO UPDATE SET count = m.count + excluded.count\
        """;

    private static final String HOUR = """
        SELECT minute, figure, source, type, destination, count
          FROM console_minute WHERE minute > now() - interval '62 minutes'\
        """;

    private static final String LATEST = """
        SELECT source, max(minute) AS latest FROM console_minute WHERE figure = 'ACCEPTED' GROUP BY source\
        """;

    private static final String INCOMPLETE = """
        SELECT destination, sum(count)::bigint AS count FROM console_minute
         WHERE figure = 'DELIVERED' AND type = 'in part' AND minute > now() - interval '1 day' GROUP BY destination\
        """;

    private static final String PURGE = """
        DELETE FROM console_minute m WHERE minute < now() - interval '2 hours'
           AND (type <> 'in part' OR figure <> 'DELIVERED' OR minute < now() - interval '1 day')
           AND (figure <> 'ACCEPTED' OR minute < (SELECT max(l.minute) FROM console_minute l
                                                   WHERE l.figure = 'ACCEPTED' AND l.source = m.source))\
        """;

    private final JdbcClient jdbc;

    public MinuteCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One count of a minute. */
    record Row(Instant minute, CountKey what, long count) {}

    /** Adds to the current minute, by the database's clock. */
    void add(Map<CountKey, Long> counts) {
        List<Map.Entry<CountKey, Long>> rows = List.copyOf(counts.entrySet());
        jdbc.sql(ADD)
                .param(
                        "figures",
                        rows.stream().map(row -> row.getKey().figure().name()).toArray(String[]::new))
                .param(
                        "sources",
                        rows.stream().map(row -> row.getKey().source()).toArray(String[]::new))
                .param("types", rows.stream().map(row -> row.getKey().type()).toArray(String[]::new))
                .param(
                        "destinations",
                        rows.stream().map(row -> row.getKey().destination()).toArray(String[]::new))
                .param("counts", rows.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .update();
    }

    List<Row> hour() {
        return jdbc.sql(HOUR)
                .query((row, n) -> new Row(
                        row.getObject("minute", OffsetDateTime.class).toInstant(),
                        new CountKey(
                                Metric.valueOf(row.getString("figure")),
                                row.getString("source"),
                                row.getString("type"),
                                row.getString("destination")),
                        row.getLong("count")))
                .list();
    }

    /** Returns the last minute in which each source sent something, even if it is long ago. */
    Map<String, Instant> latest() {
        return jdbc
                .sql(LATEST)
                .query((row, n) -> Map.entry(
                        row.getString("source"),
                        row.getObject("latest", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns the number of deliveries of the last day that were done in part only, by destination. */
    public Map<String, Long> incomplete() {
        return jdbc
                .sql(INCOMPLETE)
                .query((row, n) -> Map.entry(row.getString("destination"), row.getLong("count")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Instant now() {
        return jdbc.sql("SELECT now()").query(OffsetDateTime.class).single().toInstant();
    }

    void purge() {
        jdbc.sql(PURGE).update();
    }
}
