package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.CovverSender;
import dev.waybill.kit.TestAccess;
import dev.waybill.sandbox.ErpRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The signed form is delivered, shown and found; and anything odd about a source is told. */
class SignedFormTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static ConsoleHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = ConsoleHub.start("--waybill.inbox.doubt.after=2", "--waybill.inbox.doubt.quiet=1s");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void the_erp_gets_what_was_signed_and_the_page_shows_it_beside_the_evidence() throws Exception {
        String came = """
            {"type":"OrderPlaced","data":{"id":"o-1","orderNumber":"was-sent","orderNumber":"was-signed",
             "big":9007199254740993,"none":{"x":1E+400},"orderLineItems":[]}}\
            """;
        String signed = "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\",\"orderNumber\":\"was-signed\","
                + "\"big\":9007199254740992,\"none\":{\"x\":null},\"orderLineItems\":[]}}";
        assertThat(hub.reserialised("signed-1", came, signed)).isEqualTo(200);
        long id = awaitFound("signed-1");

        String sent = delivered("o-1").body();
        assertThat(sent)
                .contains("\"orderNumber\":\"was-signed\"", "\"big\":9007199254740992", "\"none\":{\"x\":null}")
                .doesNotContain("was-sent", "9007199254740993", "1E+400");
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        String page = operator.get("/console/events/" + id).body();
        assertThat(page)
                .contains("9007199254740992", "as signed", "/body?as=received")
                .doesNotContain("was-sent");
        assertThat(operator.get("/console/events/" + id + "/body").body()).isEqualTo(signed);
        assertThat(operator.get("/console/events/" + id + "/body?as=received").body())
                .isEqualTo(came);
        assertThat(operator.get("/console/events?text=was-sent").body()).doesNotContain("/console/events/" + id);
        assertThat(operator.get("/console/events?orderNumber=was-signed").body())
                .contains("/console/events/" + id);
    }

    @Test
    void the_same_body_under_another_key_is_delivered_and_told() throws Exception {
        String body = "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-2\",\"orderLineItems\":[]}}";
        assertThat(hub.webhook("first-key", body)).isEqualTo(200);
        long first = awaitFound("first-key");
        assertThat(hub.webhook("second-key", body)).isEqualTo(200);
        long second = awaitFound("second-key");

        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        assertThat(viewer.get("/console/events/" + second).body())
                .contains("The same signed body arrived before under another key, as event " + first);
        await().atMost(PATIENCE).until(() -> viewer.get("/console").body().contains("sent again under another key"));
        assertThat(viewer.get("/console").body()).contains("/console/events/" + second);
        assertThat(hub.count("inbox_event WHERE message_group = 'o-2'")).isEqualTo(2);
    }

    @Test
    void a_changed_secret_is_told_and_what_came_meanwhile_is_kept() throws Exception {
        String body = "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-3\",\"orderLineItems\":[]}}";
        hub.webhook("before", body.replace("o-3", "o-4"));
        CovverSender changed = new CovverSender(hub.door(), "a secret that nobody told us");
        assertThat(changed.send("meanwhile", body).status()).isEqualTo(401);
        await().atMost(PATIENCE).until(() -> changed.send("meanwhile", body).status() == 503);

        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        await().atMost(PATIENCE)
                .until(() -> viewer.get("/console").body().contains("covver: signatures no longer match."));
        await().atMost(PATIENCE).until(() -> hub.count("quarantine WHERE plausible") == 1);
        assertThat(viewer.get("/console/quarantine").body()).contains("no, but everything else is right", "meanwhile");

        assertThat(hub.webhook("after", body.replace("o-3", "o-5"))).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> !viewer.get("/console").body().contains("signatures no longer match"));
    }

    private static ErpRequest delivered(String order) {
        return await().atMost(PATIENCE)
                .until(
                        () -> hub.erp.effects().stream()
                                .filter(request -> request.body().contains("\"orderId\":\"" + order + "\""))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** When search knows it. */
    private static long awaitFound(String key) {
        await().atMost(PATIENCE)
                .until(() -> hub.count("search_event s JOIN inbox_event e ON e.id = s.event_id"
                                + " WHERE e.idempotency_key = '" + key + "'")
                        == 1);
        return hub.sql
                .sql("SELECT id FROM inbox_event WHERE idempotency_key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }
}
