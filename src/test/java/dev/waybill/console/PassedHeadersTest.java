package dev.waybill.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.TestPostgres;
import dev.waybill.plan.TestOfEvent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A header that a source's settings allow goes on to the routes of a whole hub, and is shown with the event. */
class PassedHeadersTest {

    private static final String SECRET = "the secret of this test";

    private static final String ROUTES = """
        - route:
            id: covver-events
            description: Orders of one shop go to the ERP.
            from:
              uri: inbox:covver
              steps:
                - choice:
                    when:
                      - expression:
                          simple:
                            expression: "${header.X-Shop-Domain} == 'eu.example' && ${header.X-Other} == null"
                        steps:
                          - to:
                              uri: outbox:erp
                    otherwise:
                      steps:
                        - log:
                            message: nobody wants it
        - route:
            id: erp
            description: Takes an order of that shop and no other.
            from:
              uri: outbox:erp
              steps:
                - choice:
                    when:
                      - expression:
                          simple:
                            expression: "${header.X-Shop-Domain} != 'eu.example' || ${header.X-Other} != null"
                        steps:
                          - throwException:
                              exceptionType: java.lang.IllegalStateException
                              message: no shop
                    otherwise:
                      steps:
                        - log:
                            message: taken
        """;

    private static TestHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = TestHub.with(
                ROUTES,
                TestPostgres.fresh(),
                SECRET,
                "--waybill.plan.enabled=true",
                "--waybill.sources.covver.allowed-headers=X-Shop-Domain");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void it_is_there_for_routing_hand_over_plans_and_the_page() throws Exception {
        webhook("eu", "eu.example");
        webhook("us", "us.example");

        await().until(() -> hub.count("inbox_work WHERE state = 'UNROUTED'") == 1);
        await().until(() -> hub.count("outbox_attempt") > 0);
        assertThat(hub.sql
                        .sql("SELECT reason FROM outbox_attempt")
                        .query(String.class)
                        .list())
                .containsOnly("the route ended without a hand-over"); // and not "no shop"
        long event = hub.sql
                .sql("SELECT event_id FROM outbox_delivery")
                .query(Long.class)
                .single();
        assertThat(hub.get("/api/events/" + event).path("headers").toString())
                .contains("[\"x-shop-domain\",\"eu.example\"]");
        assertThat(hub.context.getBean(TestOfEvent.class).of(event, body -> body))
                .extracting(Object::toString)
                .asString()
                .contains("headers:\n    \"X-Shop-Domain\": \"eu.example\"")
                .contains("destinations: [\"erp\"]");
    }

    private static void webhook(String key, String shop) throws Exception {
        String body = TestHub.order(key);
        HttpRequest request = HttpRequest.newBuilder(hub.door("covver"))
                .header("covverSignature", TestHub.sign(body, SECRET))
                .header("covverIdempotencyKey", key)
                .header("x-shop-domain", shop)
                .header("X-Other", "not allowed")
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }
}
