package dev.waybill.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.sandbox.ErpStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections beside each other, by settings alone, against real servers. */
class TwoConnectionsTest {

    private static final Delivery ORDER = Delivery.of("OrderPlaced", "{\"data\":{\"id\":\"o-1\"}}");

    private final ErpStub erp = ErpStub.start();
    private final ErpStub german = ErpStub.start();

    @TempDir
    private Path folder;

    @BeforeEach
    void route() throws IOException {
        Files.writeString(folder.resolve("erp-de.camel.yaml"), """
            - templatedRoute:
                routeId: erp-de
                routeTemplateRef: json-http
                parameters:
                  - {name: destination, value: erp-de}
                  - {name: connection, value: erp-de}
                  - {name: path, value: /auftraege}
            """);
    }

    @AfterEach
    void stop() {
        erp.close();
        german.close();
    }

    @Test
    void each_gets_its_own_token_at_its_own_address() throws IOException {
        Path file = folder.resolve("erp-de.camel.yaml");
        Files.writeString(
                folder.resolve("erp.camel.yaml"), Files.readString(file).replace("erp-de", "erp"));
        erp.requireToken("english");
        german.requireToken("deutsch");
        try (TestRoute both = TestRoute.startFile(
                folder.resolve("*.camel.yaml"),
                "erp-de",
                "ERP_URL=" + erp.url(),
                "ERP_TOKEN=english",
                "waybill.connections.erp-de.http.url=" + german.url() + "/api/",
                "waybill.connections.erp-de.http.token=deutsch")) {
            assertThat(both.deliver(ORDER).getException()).isNull();
            assertThat(both.camel()
                            .createProducerTemplate()
                            .send("outbox:erp", ORDER.exchange(both.camel()))
                            .getException())
                    .isNull();
        }
        assertThat(german.journal()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/api/auftraege");
            assertThat(request.headers()).containsEntry("authorization", List.of("Bearer deutsch"));
        });
        assertThat(erp.journal())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.headers()).containsEntry("authorization", List.of("Bearer english")));
    }

    @Test
    void the_names_of_a_variable_of_the_environment_have_no_hyphens() {
        try (TestRoute route = TestRoute.startFile(
                folder.resolve("erp-de.camel.yaml"),
                "erp-de",
                "waybill.connections.erpde.http.token=deutsch",
                "waybill.connections.erp-de.http.url=" + german.url())) {
            assertThat(route.deliver(ORDER).getException()).isNull();
        }
        assertThat(german.journal().getLast().headers()).containsEntry("authorization", List.of("Bearer deutsch"));
    }

    @Test
    void a_name_and_password_go_as_http_basic() {
        assertThat(headers("username=hub", "password=pässwörd"))
                .containsEntry("authorization", List.of("Basic aHViOnDDpHNzd8O2cmQ="));
    }

    @Test
    void a_key_goes_in_its_header() {
        assertThat(headers("api-key-header=X-Api-Key", "api-key=k-1"))
                .containsEntry("x-api-key", List.of("k-1"))
                .doesNotContainKey("authorization");
    }

    private Map<String, List<String>> headers(String... login) {
        try (TestRoute route = german(login)) {
            assertThat(route.deliver(ORDER).getException()).isNull();
        }
        return german.journal().getLast().headers();
    }

    @Test
    void a_new_password_in_its_file_is_used_without_a_restart() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        try (TestRoute route = german("username=hub", "password-file=" + file)) {
            route.deliver(ORDER);
            Files.writeString(file, "new\n");
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                route.deliver(ORDER);
                assertThat(german.journal().getLast().headers())
                        .containsEntry("authorization", List.of("Basic aHViOm5ldw=="));
            });
        }
    }

    @Test
    void a_refused_password_is_in_no_failure() {
        german.requireToken("another");
        try (TestRoute route = german("username=hub", "password=very-secret")) {
            var refused = route.deliver(ORDER).getException(HttpOperationFailedException.class);
            assertThat(refused.getStatusCode()).isEqualTo(401);
            assertThat(refused + " " + refused.getResponseBody() + refused.getResponseHeaders())
                    .doesNotContain("very-secret", "aHViOnZlcnktc2VjcmV0");
        }
    }

    @Test
    void without_any_setting_it_is_paused() {
        try (TestRoute route = TestRoute.startFile(
                folder.resolve("erp-de.camel.yaml"), "erp-de", "waybill.connections.erp-de.http=")) {
            assertThat(route.runs()).isFalse();
        }
    }

    private TestRoute german(String... login) {
        return TestRoute.startFile(
                folder.resolve("erp-de.camel.yaml"),
                "erp-de",
                Stream.concat(Stream.of("url=" + german.url()), Stream.of(login))
                        .map("waybill.connections.erp-de.http."::concat)
                        .toArray(String[]::new));
    }
}
