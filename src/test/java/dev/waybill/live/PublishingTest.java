package dev.waybill.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.pages.ConsoleHub;
import dev.waybill.sandbox.ErpMode;
import dev.waybill.sandbox.ErpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hub whose live revision changes while webhooks come in. */
class PublishingTest {

    private static final Bundle SHIPPED = ReadBundle.from(Path.of("routes"));

    private ConsoleHub hub;

    @BeforeEach
    void start() throws Exception {
        hub = ConsoleHub.start("--waybill.routes.source=folder");
        await().until(() -> told().equals("1,,"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void a_hub_that_starts_publishes_its_folder() {
        assertThat(hub.sql
                        .sql("SELECT checksum FROM revision")
                        .query(String.class)
                        .list())
                .containsExactly(SHIPPED.checksum());
    }

    @Test
    void routes_change_while_webhooks_come_in_and_none_is_refused_lost_or_sent_twice() throws Exception {
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
            while (on.get()) {
                try {
                    if (hub.order("o-" + sent.incrementAndGet(), 1) != 200) {
                        refused.incrementAndGet();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        await().until(() -> bodies().size() > 20);
        for (int round = 0; round < 3; round++) {
            publish(markedEverywhere("round-" + round));
            String mark = "round-" + round;
            await().until(() -> bodies().stream().anyMatch(body -> body.contains(mark)));
        }
        int changed = sent.get();
        await().until(() -> sent.get() > changed + 20);
        on.set(false);
        traffic.join();
        await().until(() -> bodies().size() == sent.get());
        assertThat(refused).hasValue(0);
        assertThat(keys()).doesNotHaveDuplicates();
        assertThat(hub.sql
                        .sql("SELECT DISTINCT revision FROM outbox_attempt ORDER BY 1")
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 2, 3, 4);
        assertThat(hub.sql
                        .sql("SELECT count(*) FROM outbox_delivery WHERE revision IS NULL")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_revision_that_cannot_be_made_leaves_the_last_one_running_and_says_so() throws Exception {
        publish(with("erp-order.jq", "{ broken"));
        await().until(() -> told().contains("erp-order.jq"));
        assertThat(told()).startsWith("1,,");
        hub.order("a", 1);
        await().until(() -> bodies().size() == 1);
        publish(SHIPPED);
        await().until(() -> told().equals("1,,"));
    }

    @Test
    void a_destination_comes_with_a_revision_and_goes_with_the_next() throws Exception {
        Bundle more = with(
                "covver-events.camel.yaml",
                text("covver-events.camel.yaml").replaceFirst("uri: outbox:erp", "uri: outbox:crm"),
                "crm.camel.yaml",
                text("erp.camel.yaml")
                        .replace("destination, value: erp}", "destination, value: crm}")
                        .replace("routeId: erp", "routeId: crm"));
        publish(more);
        await().until(() -> told().equals("2,,"));
        hub.order("a", 1);
        await().until(() -> bodies().size() == 1);
        await().until(() -> hub.count("outbox_delivery WHERE destination = 'crm' AND state = 'DELIVERED'") == 1);

        publish(SHIPPED);
        await().until(() -> told().equals("1,,"));
        hub.order("b", 1);
        await().until(() -> bodies().size() == 2);
        await().until(() -> hub.count("outbox_delivery WHERE destination = 'erp' AND state = 'DELIVERED'") == 1);
    }

    @Test
    void a_canary_takes_the_first_events_of_each_type_and_goes_back() throws Exception {
        canary(marked("canary"), 2);
        await().until(() -> told().equals("1,2,"));
        for (int order = 0; order < 5; order++) {
            hub.order("o-" + order, 2);
        }
        await().until(() -> hub.count("outbox_attempt") == 10);
        assertThat(bodies()).filteredOn(body -> body.contains("canary")).hasSize(4);
        assertThat(hub.sql
                        .sql("SELECT revision, count(*) AS n FROM outbox_attempt GROUP BY revision ORDER BY revision")
                        .query((row, n) -> row.getInt("revision") + ":" + row.getInt("n"))
                        .list())
                .containsExactly("1:6", "2:4");

        hub.sql
                .sql("UPDATE live_revision SET canary = NULL, canary_first = NULL, change = change + 1")
                .update();
        await().until(() -> told().equals("1,,"));
        hub.order("last", 1);
        await().until(() -> bodies().size() == 11);
        assertThat(bodies().getLast()).doesNotContain("canary");
    }

    @Test
    void routes_that_are_the_same_stay_where_they_are() throws Exception {
        publish(with("email.jq", text("email.jq") + "\n"));
        await().until(() -> told().equals("2,,"));
        assertThat(contexts()).containsExactly("covver-events:1", "covver-intake:1", "email:2", "erp:1", "sftp:1");

        publish(with(
                "email.jq",
                text("email.jq") + "\n",
                "erp.camel.yaml",
                text("erp.camel.yaml").replace("value: /orders", "value: /order")));
        await().until(() -> told().equals("3,,"));
        assertThat(contexts()).containsExactly("covver-events:1", "covver-intake:1", "email:2", "erp:3", "sftp:1");
        hub.order("a", 1);
        await().until(() -> hub.erp.journal().size() == 1);
        ErpRequest request = hub.erp.journal().getFirst();
        assertThat(request.path()).isEqualTo("/order");
        assertThat(request.headers().get("user-agent"))
                .as("the settings of components hold")
                .containsExactly("Waybill");
        assertThat(hub.sql
                        .sql("SELECT revision FROM outbox_delivery WHERE destination = 'sftp' OR destination = 'erp'")
                        .query(Integer.class)
                        .list())
                .as("the router is that of revision 1, which is the same in 3")
                .containsOnly(3);
    }

    /** The routes, with the number of the revision in whose context they run. */
    private List<String> contexts() {
        return hub.bean(LiveRoutes.class).all().stream()
                .map(route -> route.getRouteId() + ":"
                        + route.getCamelContext()
                                .getName()
                                .replace("waybill-", "")
                                .replace("waybill", "1"))
                .toList();
    }

    @Test
    void a_route_that_an_operator_stopped_stays_stopped() throws Exception {
        hub.bean(LiveRoutes.class).stop("erp");
        publish(marked("two"));
        await().until(() -> told().equals("2,,"));
        hub.order("a", 1);
        await().until(() -> hub.count("outbox_delivery WHERE destination = 'erp'") == 1);
        assertThat(bodies()).isEmpty();
        hub.bean(LiveRoutes.class).start("erp");
        await().until(() -> bodies().size() == 1);
        assertThat(bodies().getFirst()).contains("two");
    }

    @Test
    void attempts_under_way_end_with_the_routes_that_began_them() throws Exception {
        hub.erp.mode(ErpMode.STALL);
        hub.order("slow", 1);
        await().until(() -> bodies().size() == 1);
        publish(marked("two"));
        await().until(() -> told().equals("2,,"));
        hub.order("other", 1);
        await().until(() -> bodies().size() == 2);
        assertThat(bodies().getLast()).contains("two");
        assertThat(hub.count("outbox_attempt"))
                .as("the first still waits for its answer")
                .isZero();
        hub.erp.mode(ErpMode.OK);
        await().until(() -> hub.count("outbox_delivery WHERE destination = 'erp' AND state = 'DELIVERED'") == 2);
        assertThat(hub.sql
                        .sql("SELECT revision FROM outbox_attempt ORDER BY started_at LIMIT 1")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_canary_with_another_route_id_takes_its_events_alone_and_leaves_the_rest() throws Exception {
        canary(
                with(
                        "erp.camel.yaml",
                        text("erp.camel.yaml").replace("routeId: erp", "routeId: erp-2"),
                        "erp-order.jq",
                        text("erp-order.jq") + "\n| .mark = \"canary\"\n"),
                1);
        await().until(() -> told().equals("1,2,"));
        for (int order = 0; order < 4; order++) {
            hub.order("o-" + order, 1);
        }
        await().until(() -> bodies().size() == 4);
        assertThat(bodies()).filteredOn(body -> body.contains("canary")).hasSize(1);
        hub.sql
                .sql("UPDATE live_revision SET canary = NULL, canary_first = NULL, change = change + 1")
                .update();
        await().until(() -> told().equals("1,,"));
        hub.order("last", 1);
        await().until(() -> bodies().size() == 5);
    }

    @Test
    void a_canary_goes_on() throws Exception {
        canary(marked("canary"), 1);
        await().until(() -> told().equals("1,2,"));
        hub.sql
                .sql("UPDATE live_revision SET number = 2, canary = NULL, canary_first = NULL, change = change + 1")
                .update();
        await().until(() -> told().equals("2,,"));
        for (int order = 0; order < 3; order++) {
            hub.order("o-" + order, 1);
        }
        await().until(() -> bodies().size() == 3);
        assertThat(bodies()).allMatch(body -> body.contains("canary"));
    }

    private List<String> bodies() {
        return hub.erp.journal().stream().map(ErpRequest::body).toList();
    }

    private List<String> keys() {
        return hub.erp.journal().stream().map(ErpRequest::key).toList();
    }

    private String told() {
        return hub.sql
                .sql("SELECT concat_ws(',', number, coalesce(canary::text, ''), coalesce(problem, '')) FROM"
                        + " hub_revision")
                .query(String.class)
                .optional()
                .orElse("");
    }

    private static Bundle marked(String mark) {
        return with("erp-order.jq", text("erp-order.jq") + "\n| .mark = \"" + mark + "\"\n");
    }

    /** Another mapping, and another text of every route: intake, router and destinations change. */
    private static Bundle markedEverywhere(String mark) {
        TreeMap<String, byte[]> files = new TreeMap<>(marked(mark).files());
        SHIPPED.routes()
                .forEach(path -> files.put(path, (text(path) + "# " + mark + "\n").getBytes(StandardCharsets.UTF_8)));
        return new Bundle(SHIPPED.folder(), files);
    }

    private static Bundle with(String... pathsAndTexts) {
        TreeMap<String, byte[]> files = new TreeMap<>(SHIPPED.files());
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new Bundle(SHIPPED.folder(), files);
    }

    private static String text(String path) {
        return new String(SHIPPED.files().get(path), StandardCharsets.UTF_8);
    }

    private void publish(Bundle bundle) {
        hub.sql
                .sql("UPDATE live_revision SET number = :number, change = change + 1")
                .param("number", stored(bundle))
                .update();
    }

    private void canary(Bundle bundle, int first) {
        hub.sql
                .sql("UPDATE live_revision SET canary = :number, canary_first = :first, change = change + 1")
                .param("number", stored(bundle))
                .param("first", first)
                .update();
    }

    private int stored(Bundle bundle) {
        return hub.sql
                .sql("SELECT number FROM revision WHERE checksum = :checksum")
                .param("checksum", bundle.checksum())
                .query(Integer.class)
                .optional()
                .orElseGet(() -> hub.sql
                        .sql("""
                            INSERT INTO revision (number, checksum, files, published_by, reason)
                            SELECT max(number) + 1, :checksum, :files, 'eva', 'a test' FROM revision RETURNING number\
                            """)
                        .param("checksum", bundle.checksum())
                        .param("files", ZippedBundle.of(bundle))
                        .query(Integer.class)
                        .single());
    }
}
