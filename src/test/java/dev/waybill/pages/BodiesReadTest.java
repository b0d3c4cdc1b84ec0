package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestAccess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each reader of a body is in the audit, by whichever way; and so is each refused one, with the reason. */
class BodiesReadTest {

    private static final String ROWS = """
        SELECT concat_ws(' ', who, verb, CASE WHEN refused THEN 'refused:' END, subject, subject_id, subject_name, reason)
          FROM audit WHERE address = '127.0.0.1' ORDER BY id\
        """;

    private static ConsoleHub hub;
    private static long event;
    private static long delivery;
    private static long kept;

    @BeforeAll
    static void start() throws IOException {
        hub = ConsoleHub.start("--waybill.console.mask[0]=/data/user/email");
        hub.reserialised(
                "read",
                "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\",\"orderLineItems\":[],\"n\":1E+400}}",
                "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\",\"orderLineItems\":[],\"n\":null}}");
        hub.webhook("malformed", "{\"type\":1}");
        Awaitility.await()
                .atMost(Looking.PATIENCE)
                .until(() ->
                        hub.count("outbox_delivery WHERE state = 'DELIVERED'") == 1 && hub.count("quarantine") == 1);
        event = id("SELECT id FROM inbox_event");
        delivery = id("SELECT id FROM outbox_delivery WHERE destination = 'erp'");
        kept = id("SELECT id FROM quarantine");
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @BeforeEach
    void nothing_yet() {
        hub.sql.sql("TRUNCATE audit").update();
    }

    @Test
    void each_way_to_a_body_leaves_one_row_that_says_which() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        Visitor bob = Visitor.signedIn(hub, TestAccess.VIEWER);
        String ofEvent = "/events/" + event;
        for (int i = 0; i < 2; i++) {
            for (String path :
                    List.of(ofEvent, ofEvent + "/body", ofEvent + "/body?as=received", "/quarantine/" + kept)) {
                assertThat(ada.get("/console" + path).statusCode()).as(path).isEqualTo(200);
                assertThat(api(path)).as(path).isEqualTo(200);
            }
            assertThat(api("/deliveries/" + delivery)).isEqualTo(200);
            assertThat(bob.get("/console" + ofEvent).statusCode()).isEqualTo(200);
        }
        assertThat(rows())
                .containsExactly(
                        "ada read event %1$d /console/events/%1$d".formatted(event),
                        "night shift read event %1$d /api/events/%1$d".formatted(event),
                        "ada read event %1$d /console/events/%1$d/body".formatted(event),
                        "night shift read event %1$d /api/events/%1$d/body".formatted(event),
                        "ada read event %1$d /console/events/%1$d/body?as=received".formatted(event),
                        "night shift read event %1$d /api/events/%1$d/body?as=received".formatted(event),
                        "ada read quarantined %1$d /console/quarantine/%1$d".formatted(kept),
                        "night shift read quarantined %1$d /api/quarantine/%1$d".formatted(kept),
                        "night shift read delivery %1$d /api/deliveries/%1$d".formatted(delivery),
                        "bob read event %1$d /console/events/%1$d".formatted(event));
    }

    @Test
    void lists_and_what_is_not_there_are_nobodys_reading() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        for (String path : List.of("/events", "/quarantine", "/audit", "/destinations/erp", "/events/999999/body")) {
            ada.get("/console" + path);
            api(path);
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void what_was_refused_is_written_with_who_what_and_why_on_pages_and_by_the_api() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        Visitor bob = Visitor.signedIn(hub, TestAccess.VIEWER);
        String skip = "/api/deliveries/%d/skip".formatted(delivery);
        String page = "/console/events/%d/deliveries/%d".formatted(event, delivery);
        assertThat(ada.post(page, Map.of("verb", "skip", "reason", "no use")).statusCode())
                .isEqualTo(302);
        assertThat(hub.api("POST", skip, TestAccess.BEARER, "{\"reason\":\"no use\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(hub.api("POST", skip, TestAccess.VIEWERS_BEARER, "{\"reason\":\"no use\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(bob.post(page, Map.of("verb", "skip", "reason", "no use")).statusCode())
                .isEqualTo(403);
        assertThat(bob.get("/console/events/%d/body".formatted(event)).statusCode())
                .isEqualTo(403);
        assertThat(hub.api("GET", "/api/events/%d/body".formatted(event), TestAccess.VIEWERS_BEARER, null)
                        .statusCode())
                .isEqualTo(403);
        assertThat(hub.api("POST", skip, TestAccess.BEARER, "{}").statusCode()).isEqualTo(400);

        Awaitility.await()
                .atMost(Looking.PATIENCE)
                .untilAsserted(() -> assertThat(rows()) // after the answer
                        .hasSize(6));
        assertThat(rows())
                .satisfiesExactlyInAnyOrder(
                        row -> assertThat(row).startsWith("ada skip refused: request POST " + page + "?verb=skip "),
                        row -> assertThat(row).startsWith("night shift skip refused: request POST " + skip + " "),
                        row -> assertThat(row)
                                .isEqualTo("dashboard skip refused: request POST " + skip + " a viewer's token"),
                        row -> assertThat(row)
                                .isEqualTo("bob skip refused: request POST " + page + "?verb=skip a viewer"),
                        row -> assertThat(row)
                                .startsWith("bob body refused: request GET /console/events/%d/body".formatted(event)),
                        row -> assertThat(row)
                                .contains("dashboard body refused: request GET /api/events/%d/body".formatted(event))
                                .contains("Hidden from viewers"));
        assertThat(rows())
                .filteredOn(row -> row.contains("POST") && !row.contains("a viewer"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).contains("DELIVERED"));
    }

    private static List<String> rows() {
        return hub.sql.sql(ROWS).query(String.class).list();
    }

    private static int api(String path) throws IOException, InterruptedException {
        return hub.api("GET", "/api" + path, TestAccess.BEARER, null).statusCode();
    }

    private static long id(String sql) {
        return hub.sql.sql(sql).query(Long.class).single();
    }
}
