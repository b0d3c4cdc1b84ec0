package dev.waybill.search;

import static dev.waybill.index.TestSearch.ALL;
import static dev.waybill.index.TestSearch.at;
import static dev.waybill.index.TestSearch.by;
import static dev.waybill.index.TestSearch.limited;
import static dev.waybill.index.TestSearch.ofType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.index.TestSearch;
import dev.waybill.search.EventQuery.Name;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SearchesTest {

    private final TestSearch hub = new TestSearch();

    @AfterEach
    void close() {
        hub.database.close();
    }

    @Test
    void an_order_is_found_by_whatever_it_is_called() {
        long placed = hub.order("key-1", "o-1", "1001", "OrderPlaced");
        long confirmed = hub.order("key-2", "o-1", "1001", "OrderConfirmed");
        hub.order("key-3", "o-2", "1002", "OrderPlaced");
        hub.fill();

        for (EventQuery query : List.of(
                by(Name.GROUP, "o-1"),
                by(Name.ORDER_ID, "o-1"),
                by(Name.ORDER_NUMBER, "1001"),
                by(Name.EXTERNAL_ID, "shop-1001"),
                by(Name.ANY, "1001"),
                by(Name.ANY, " shop-1001 "),
                by(Name.ANY, "o-1"))) {
            assertThat(hub.ids(query)).as("%s", query).containsExactly(confirmed, placed);
        }
        for (EventQuery query : List.of(
                by(Name.KEY, "key-1"),
                by(Name.EVENT, String.valueOf(placed)),
                by(Name.ANY, "key-1"),
                by(Name.ANY, String.valueOf(placed)))) {
            assertThat(hub.ids(query)).as("%s", query).containsExactly(placed);
        }
        assertThat(hub.search(by(Name.ORDER_NUMBER, "1001")).events()).first().satisfies(found -> {
            assertThat(found.orderId()).isEqualTo("o-1");
            assertThat(found.orderNumber()).isEqualTo("1001");
            assertThat(found.externalId()).isEqualTo("shop-1001");
            assertThat(found.state()).isEqualTo("RECEIVED");
        });
        assertThat(hub.ids(by(Name.ORDER_NUMBER, "100")))
                .as("no part of a name")
                .isEmpty();
    }

    @Test
    void an_order_id_is_found_where_it_is_not_the_message_group() {
        long event = hub.order("key-1", "o-1", "1001", "OrderPlaced");
        long other = hub.store("key-2", "another group", "OrderPlaced", "{\"data\":{\"id\":\"o-1\"}}");
        hub.fill();

        assertThat(hub.ids(by(Name.ORDER_ID, "o-1"))).containsExactly(other, event);
        assertThat(hub.ids(by(Name.GROUP, "o-1"))).containsExactly(event);
    }

    @Test
    void a_key_is_found_for_every_source() {
        long covver = hub.order("key-1", "o-1", "1001", "OrderPlaced");
        long shop = hub.store("shop", "key-1", null, "OrderPlaced", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(hub.ids(by(Name.KEY, "key-1"))).containsExactly(shop, covver);
        EventQuery ofShop = new EventQuery(Name.KEY, "key-1", "shop", null, null, null, null, null, null, null, 50);
        assertThat(hub.ids(ofShop)).containsExactly(shop);
    }

    @Test
    void events_are_found_by_type_and_all_filters_hold_together() {
        long placed = hub.order("key-1", "o-1", "1001", "OrderPlaced");
        hub.order("key-2", "o-1", "1001", "OrderConfirmed");
        long other = hub.order("key-3", "o-2", "1002", "OrderPlaced");
        hub.fill();
        hub.delivery(placed, "erp", "DELIVERED");
        hub.delivery(placed, "email", "DEAD");
        hub.delivery(other, "erp", "DEAD");

        assertThat(hub.ids(ofType("OrderPlaced"))).containsExactly(other, placed);
        assertThat(hub.ids(new EventQuery(
                        null, null, "covver", "OrderPlaced", StateFilter.DEAD, "erp", null, null, null, null, 50)))
                .containsExactly(other);
        assertThat(hub.ids(new EventQuery(
                        Name.ORDER_NUMBER,
                        "1001",
                        null,
                        "OrderPlaced",
                        StateFilter.DEAD,
                        "erp",
                        null,
                        null,
                        null,
                        null,
                        50)))
                .as("that one is dead at another destination")
                .isEmpty();
    }

    @Test
    void events_are_found_by_where_they_stand() {
        long received = hub.order("key-1", "o-1", "1001", "OrderPlaced");
        long failed = hub.order("key-2", "o-2", "1002", "OrderPlaced");
        long waiting = hub.order("key-3", "o-2", "1002", "OrderConfirmed");
        long unrouted = hub.order("key-4", "o-3", "1003", "OrderPlaced");
        long discarded = hub.order("key-5", "o-4", "1004", "OrderPlaced");
        long routed = hub.order("key-6", "o-5", "1005", "OrderPlaced");
        hub.jdbc
                .sql("UPDATE inbox_work SET state = 'FAILED', error = 'so' WHERE event_id = " + failed)
                .update();
        hub.jdbc
                .sql("UPDATE inbox_work SET state = 'WAITING' WHERE event_id = " + waiting)
                .update();
        hub.jdbc
                .sql("UPDATE inbox_work SET state = 'UNROUTED' WHERE event_id = " + unrouted)
                .update();
        hub.jdbc
                .sql("INSERT INTO inbox_discarded (event_id, reason) VALUES (" + discarded + ", 'given up')")
                .update();
        hub.routed(discarded);
        hub.routed(routed);
        hub.delivery(routed, "erp", "PENDING");
        hub.delivery(routed, "email", "SKIPPED");

        assertThat(hub.ids(at(StateFilter.RECEIVED, null))).containsExactly(received);
        assertThat(hub.ids(at(StateFilter.FAILED, null))).containsExactly(failed);
        assertThat(hub.ids(at(StateFilter.WAITING, null))).containsExactly(waiting);
        assertThat(hub.ids(at(StateFilter.UNROUTED, null))).containsExactly(unrouted);
        assertThat(hub.ids(at(StateFilter.DISCARDED, null))).containsExactly(discarded);
        assertThat(hub.ids(at(StateFilter.ROUTED, null))).containsExactly(routed);
        assertThat(hub.ids(at(StateFilter.PENDING, null))).containsExactly(routed);
        assertThat(hub.ids(at(StateFilter.PENDING, "email"))).isEmpty();
        assertThat(hub.ids(at(StateFilter.SKIPPED, "email"))).containsExactly(routed);
        assertThat(hub.ids(at(StateFilter.ROUTED, "erp"))).containsExactly(routed);
        assertThat(hub.search(at(StateFilter.FAILED, null)).events().getFirst().reason())
                .isEqualTo("so");
        assertThat(hub.search(at(StateFilter.ROUTED, null)).events().getFirst().deliveries())
                .extracting(EventSummary.DeliverySummary::destination, EventSummary.DeliverySummary::state)
                .containsExactlyInAnyOrder(tuple("erp", "PENDING"), tuple("email", "SKIPPED"));
    }

    @Test
    void dead_deliveries_of_all_destinations_are_found_newest_first() {
        List<Long> events = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long event = hub.order("key-" + i, "o-" + i, "100" + i, "OrderPlaced");
            hub.delivery(event, "destination-" + i % 3, i % 2 == 0 ? "DEAD" : "DELIVERED");
            events.addFirst(event);
        }
        List<Long> dead =
                events.stream().filter(id -> (events.indexOf(id) + 1) % 2 == 0).toList();

        assertThat(hub.ids(limited(at(StateFilter.DEAD, null), 2))).containsExactlyElementsOf(dead);
        assertThat(hub.ids(at(StateFilter.DEAD, "destination-0"))).hasSize(2).isSubsetOf(dead);
        assertThat(hub.ids(at(StateFilter.DEAD, "nowhere"))).isEmpty();
    }

    @Test
    void events_are_found_by_time_to_the_microsecond() {
        List<Long> ids = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            long id = hub.order("key-" + hour, "o", "1", "OrderPlaced");
            hub.jdbc
                    .sql("UPDATE inbox_event SET received_at = CAST(:at AS timestamptz) WHERE id = :id")
                    .param("at", "2026-11-20T%02d:30:00.000001Z".formatted(hour))
                    .param("id", id)
                    .update();
            ids.add(id);
        }

        assertThat(hub.ids(between("2026-11-20T10:30:00.000001Z", "2026-11-20T12:30:00.000001Z")))
                .containsExactly(ids.get(11), ids.get(10));
        assertThat(hub.ids(between("2026-11-20T10:30:00.000002Z", "2026-11-20T12:30:00.000002Z")))
                .containsExactly(ids.get(12), ids.get(11));
        assertThat(hub.ids(between("2026-11-21T00:00:00Z", null))).isEmpty();
        assertThat(hub.ids(between(null, "2026-11-20T00:00:00Z"))).isEmpty();
        assertThat(hub.ids(between(null, null))).hasSize(24);
    }

    @Test
    void time_is_found_in_a_hub_without_an_event() {
        assertThat(hub.ids(between("2026-11-20T10:30:00Z", "2026-11-20T12:30:00Z")))
                .isEmpty();
        assertThat(hub.ids(ALL)).isEmpty();
        assertThat(hub.ids(by(Name.ANY, "1001"))).isEmpty();
    }

    @Test
    void pages_neither_repeat_nor_lose_an_event_whatever_arrives_meanwhile() {
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            expected.addFirst(hub.order("key-" + i, "o", "1", "OrderPlaced"));
        }
        List<Long> seen = new ArrayList<>();
        SearchPage page = hub.search(limited(ALL, 4));
        for (int i = 100; ; i++) {
            page.events().forEach(event -> seen.add(event.id()));
            if (page.next() == null) {
                break;
            }
            hub.order("key-" + i, "o", "1", "OrderPlaced");
            page = hub.search(TestSearch.before(limited(ALL, 4), page.next()));
        }
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @Test
    void an_answer_says_how_far_the_names_are_known() {
        hub.order("key-1", "o-1", "1001", "OrderPlaced");
        hub.order("key-2", "o-1", "1001", "OrderPlaced");
        assertThat(hub.search(ALL).index().behind()).isEqualTo(2);
        hub.fill();
        assertThat(hub.search(ALL).index()).isEqualTo(new SearchPage.Index(0, 1));
    }

    @Test
    void only_so_many_search_at_once_and_the_next_is_told_so() {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(hub.database));
        var turns = new SearchPermits(transaction, hub.jdbc, 1);
        assertThat(turns.take(() -> turns.take(() -> "second").isEmpty())).contains(true);
        assertThat(turns.take(() -> "later")).contains("later");
    }

    @Test
    void a_search_can_change_nothing_and_is_cut_off() {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(hub.database));
        var turns = new SearchPermits(transaction, hub.jdbc, 1);
        assertThat(turns.take(() -> hub.jdbc
                        .sql("SHOW transaction_read_only")
                        .query(String.class)
                        .single()))
                .contains("on");
        assertThat(turns.take(() -> hub.jdbc
                        .sql("SHOW statement_timeout")
                        .query(String.class)
                        .single()))
                .contains("1s");
    }

    private static EventQuery between(String from, String to) {
        return new EventQuery(
                null,
                null,
                null,
                null,
                null,
                null,
                from == null ? null : Instant.parse(from),
                to == null ? null : Instant.parse(to),
                null,
                null,
                50);
    }
}
