package dev.waybill.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.sandbox.ErpStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErpTokenTest {

    private static final Delivery ORDER = Delivery.of("OrderPlaced", "{\"data\":{\"id\":\"o-1\"}}");

    private final ErpStub erp = ErpStub.start();

    @AfterEach
    void stop() {
        erp.close();
    }

    @Test
    void a_token_is_fetched_once_for_many_deliveries_at_once() {
        erp.requireOAuth("hub", "pssst");
        try (TestRoute route = withClient("pssst")) {
            IntStream.range(0, 20)
                    .parallel()
                    .forEach(
                            i -> assertThat(route.deliver(ORDER).getException()).isNull());
        }
        assertThat(erp.tokensIssued()).isOne();
        assertThat(erp.journal()).hasSize(20);
    }

    @Test
    void a_refused_token_fails_its_attempt_and_the_next_attempt_has_a_new_one() {
        erp.requireOAuth("hub", "pssst");
        try (TestRoute route = withClient("pssst")) {
            route.deliver(ORDER);
            erp.revokeTokens();
            Exchange refused = route.deliver(ORDER);
            Exchange again = route.deliver(ORDER);

            assertThat(refused.getException(HttpOperationFailedException.class).getStatusCode())
                    .isEqualTo(401);
            assertThat(again.getException()).isNull();
        }
        assertThat(erp.tokensIssued()).isEqualTo(2);
    }

    @Test
    void without_a_token_the_erp_is_not_called_and_the_reason_holds_no_secret() {
        erp.requireOAuth("hub", "pssst");
        try (TestRoute route = withClient("wrong-and-secret")) {
            assertThat(route.deliver(ORDER).getException())
                    .isInstanceOf(TokenUnavailable.class)
                    .hasMessage(
                            "No access token for the connection erp: the token endpoint answered 401 invalid_client");
        }
        assertThat(erp.journal()).isEmpty();
    }

    @Test
    void without_token_or_client_requests_carry_no_authorization() {
        try (TestRoute route = TestRoute.start("erp", "waybill.erp.url=" + erp.url())) {
            assertThat(route.deliver(ORDER).getException()).isNull();
        }
        assertThat(erp.journal().getLast().headers()).doesNotContainKey("authorization");
    }

    @Test
    void without_any_setting_the_route_is_paused() {
        try (TestRoute route = TestRoute.start("erp")) {
            assertThat(route.runs()).isFalse();
        }
    }

    @Test
    void a_new_token_in_its_file_is_used_without_a_restart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "old\n");
        erp.requireToken("old");
        try (TestRoute route =
                TestRoute.start("erp", "waybill.erp.url=" + erp.url(), "waybill.erp.token-file=" + file)) {
            assertThat(route.deliver(ORDER).getException()).isNull();
            erp.revokeTokens();
            erp.requireToken("t${HOME}t");
            assertThat(route.deliver(ORDER).getException()).isNotNull();
            Files.writeString(file, "t${HOME}t\n");
            await().until(() -> route.deliver(ORDER).getException() == null);
        }
    }

    @Test
    void a_new_secret_of_the_client_in_its_file_is_used_without_a_restart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "old\n");
        erp.requireOAuth("hub", "new");
        try (TestRoute route = TestRoute.start(
                "erp",
                "waybill.erp.url=" + erp.url(),
                "waybill.erp.oauth.token-uri=" + erp.url() + "/oauth/token",
                "waybill.erp.oauth.client-id=hub",
                "waybill.erp.oauth.client-secret-file=" + file)) {
            assertThat(route.deliver(ORDER).getException()).isInstanceOf(TokenUnavailable.class);
            Files.writeString(file, "new\n");
            await().until(() -> route.deliver(ORDER).getException() == null);
        }
    }

    private TestRoute withClient(String secret) {
        return TestRoute.start(
                "erp",
                "waybill.erp.url=" + erp.url(),
                "waybill.erp.oauth.token-uri=" + erp.url() + "/oauth/token",
                "waybill.erp.oauth.client-id=hub",
                "waybill.erp.oauth.client-secret=" + secret,
                "waybill.erp.oauth.scope=orders catalog");
    }
}
