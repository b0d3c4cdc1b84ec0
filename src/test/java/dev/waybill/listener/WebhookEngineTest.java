package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.webhook.AnswersTest;
import org.junit.jupiter.api.Test;

class WebhookEngineTest {

    private static final String ROUTES = "camel.main.routes-include-pattern=file:src/test/resources/webhook/";

    @Test
    void a_route_that_handles_no_failure_still_answers_in_the_doors_shape() throws Exception {
        try (TestDoor door = TestDoor.open(ROUTES + "bare.camel.yaml")) {
            AnswersTest.assertProblem(door.send(TestDoor.ORDER), 500, "error");
            AnswersTest.assertProblem(door.send(door.post(TestDoor.ORDER.getBytes(UTF_8))), 401, "unauthorized");
        }
    }

    @Test
    void a_route_on_another_public_path_stops_the_start() {
        assertThatThrownBy(() -> TestDoor.open(ROUTES + "other-path.camel.yaml").close())
                .hasStackTraceContaining(
                        "The public listener serves platform-http:/webhooks/{source} and nothing else");
    }
}
