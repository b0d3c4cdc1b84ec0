package dev.waybill.index;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code search_event}: the names by which people search for an event. */
final class SearchIndex {

    /** Joins the event, so that events which retention deleted meanwhile are left out. */
    static final String INSERT = """
        INSERT INTO search_event (event_id, type, message_group, order_id, order_number, external_id, body_hash)
        SELECT e.id, e.type, e.message_group, nullif(n.order_id, e.message_group), n.order_number, n.external_id,
               CASE WHEN n.compared THEN search_body_hash(e.digest) END
          FROM unnest(:ids, :orderIds, :orderNumbers, :externalIds, :compared)
               n (id, order_id, order_number, external_id, compared)
          JOIN inbox_event e ON e.id = n.id
        ON CONFLICT (event_id) DO NOTHING\
        """;

    private final JdbcClient jdbc;

    SearchIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An event and its names.
     *
     * @param compared true if its body is compared with others
     */
    record Named(long event, SearchKeys names, boolean compared) {}

    /** @return the number of rows that were not there yet */
    int insert(List<Named> events) {
        return jdbc.sql(INSERT)
                .param("ids", events.stream().map(Named::event).toArray(Long[]::new))
                .param("orderIds", column(events, SearchKeys::orderId))
                .param("orderNumbers", column(events, SearchKeys::orderNumber))
                .param("externalIds", column(events, SearchKeys::externalId))
                .param("compared", events.stream().map(Named::compared).toArray(Boolean[]::new))
                .update();
    }

    private static SqlArrayValue column(List<Named> events, Function<SearchKeys, @Nullable String> name) {
        return new SqlArrayValue(
                "text", (Object[]) events.stream().map(Named::names).map(name).toArray(String[]::new));
    }
}
