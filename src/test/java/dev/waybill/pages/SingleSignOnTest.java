package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.Slow;
import dev.waybill.kit.TestAccess;
import dev.waybill.pages.TestProvider.Lie;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signing in with an OpenID Connect provider that is away at the hub's start, comes, lies and hangs. */
@Slow
@TestMethodOrder(OrderAnnotation.class)
class SingleSignOnTest {

    private static final String BEGIN = "/console/login/with/oidc";
    private static final Map<String, Object> EVE =
            Map.of("preferred_username", "eve", "realm", Map.of("roles", List.of("staff", "night-shift")));

    private static ConsoleHub hub;
    private static TestProvider provider;
    private static int port;
    private static Path secret;

    @BeforeAll
    static void start() throws IOException {
        try (TestProvider gone = TestProvider.start(0)) {
            port = gone.port();
        }
        secret = Files.writeString(Files.createTempFile("secret", ""), TestProvider.SECRET + "\n");
        hub = ConsoleHub.start(
                "--waybill.console.oidc.issuer=http://127.0.0.1:" + port,
                "--waybill.console.oidc.client-id=" + TestProvider.CLIENT,
                "--waybill.console.oidc.client-secret-file=" + secret,
                "--waybill.console.oidc.role-claim=realm.roles",
                "--waybill.console.oidc.operators=night-shift",
                "--waybill.console.oidc.viewers=help-desk,sales");
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    @BeforeEach
    void honest() {
        if (provider != null) {
            provider.lie = Lie.NONE;
            provider.claims = EVE;
        }
    }

    @Test
    @Order(1)
    void while_the_provider_is_away_the_login_says_so_and_takes_passwords() throws Exception {
        Visitor visitor = new Visitor(hub);
        assertThat(visitor.get("/console/login").body()).contains("Sign in with 127.0.0.1");
        assertThat(visitor.get(BEGIN).headers().firstValue("Location")).contains("/console/login?provider=away");
        assertThat(visitor.get("/console/login?provider=away").body())
                .contains("The provider does not answer. Try again in a moment, or sign in with a password.");
        assertThat(Visitor.signedIn(hub, TestAccess.OPERATOR).get("/console").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"FOREIGN_CONFIGURATION", "UNSAFE_TOKEN_ENDPOINT"})
    @Order(2)
    void a_configuration_that_is_not_the_providers_or_not_safe_is_not_taken(Lie lie) throws Exception {
        provider();
        provider.lie = lie;
        int before = provider.asked.get();
        Visitor visitor = new Visitor(hub);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            assertThat(visitor.get(BEGIN).headers().firstValue("Location")).contains("/console/login?provider=away");
            return provider.asked.get() > before;
        });
    }

    @Test
    @Order(3)
    void whoever_the_provider_vouches_for_gets_in_with_the_role_of_the_claim() throws Exception {
        provider();
        Visitor eve = new Visitor(hub);
        eve.get("/console/destinations/erp");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> eve.get(BEGIN)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow()
                        .startsWith(provider.issuer()));
        String before = eve.session();
        HttpResponse<String> in = signOn(eve);
        assertThat(in.headers().firstValue("Location")).contains("/console/destinations/erp");
        assertThat(eve.session()).isNotEqualTo(before);
        assertThat(eve.get("/console").body()).contains("eve via 127.0.0.1", "operator");
        assertThat(eve.post("/console/destinations/erp/pause", Map.of("reason", "sso"))
                        .statusCode())
                .isEqualTo(302);
        eve.get("/console");
        eve.post("/console/destinations/erp/resume", Map.of("reason", "sso"));
        assertThat(hub.count("audit WHERE who = 'eve via 127.0.0.1'")).isEqualTo(2);

        provider.claims = Map.of("realm", Map.of("roles", "sales"));
        Visitor viewer = new Visitor(hub);
        signOn(viewer);
        assertThat(viewer.get("/console").body()).contains("4711 via 127.0.0.1", "viewer");
        assertThat(viewer.post("/console/destinations/erp/pause", Map.of("reason", "sso"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(4)
    void whoever_has_no_role_stays_outside() throws Exception {
        provider();
        for (Map<String, Object> claims : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("realm", Map.of("roles", List.of("staff"))),
                Map.of("roles", "night-shift"),
                Map.of("realm", 7))) {
            provider.claims = claims;
            Visitor visitor = new Visitor(hub);
            assertThat(signOn(visitor).headers().firstValue("Location")).contains("/console/login?provider=norole");
            assertThat(visitor.get("/console").statusCode()).isEqualTo(302);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ISSUER", "AUDIENCE", "NONCE", "SIGNATURE", "UNSIGNED", "EXPIRED"})
    @Order(5)
    void a_token_that_is_not_the_providers_for_us_and_now_lets_nobody_in(Lie lie) throws Exception {
        provider();
        provider.lie = lie;
        Visitor visitor = new Visitor(hub);
        assertThat(signOn(visitor).headers().firstValue("Location")).contains("/console/login?provider=refused");
        assertThat(visitor.get("/console").statusCode()).isEqualTo(302);
        assertThat(visitor.get("/console/login?provider=refused").body()).contains("Sign-in with the provider failed");
    }

    @Test
    @Order(6)
    void a_way_back_that_this_browser_did_not_begin_lets_nobody_in() throws Exception {
        provider();
        Visitor victim = new Visitor(hub);
        Visitor thief = new Visitor(hub);
        victim.get("/console/login");
        String back = back(thief);
        assertThat(victim.get(back).headers().firstValue("Location")).contains("/console/login?provider=refused");
        assertThat(victim.get("/console").statusCode()).isEqualTo(302);
        assertThat(thief.get(back).headers().firstValue("Location")).contains("/console");
        assertThat(thief.get(back).headers().firstValue("Location"))
                .as("a second time")
                .contains("/console/login?provider=refused");
    }

    @Test
    @Order(7)
    void a_provider_that_hangs_is_given_up_soon() throws Exception {
        provider();
        Visitor visitor = new Visitor(hub);
        String back = back(visitor);
        provider.lie = Lie.SILENT;
        long began = System.nanoTime();
        assertThat(visitor.get(back).headers().firstValue("Location")).contains("/console/login?provider=away");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    @Order(8)
    void a_new_secret_in_its_file_is_used_without_a_restart() throws Exception {
        provider();
        provider.secret = "another-secret";
        Visitor visitor = new Visitor(hub);
        assertThat(signOn(visitor).headers().firstValue("Location")).contains("/console/login?provider=refused");
        Files.writeString(secret, "another-secret\n");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !signOn(visitor)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow()
                        .contains("provider="));
        assertThat(visitor.get("/console").statusCode()).isEqualTo(200);
    }

    private static void provider() throws IOException {
        if (provider == null) {
            provider = TestProvider.start(port);
            provider.claims = EVE;
        }
    }

    private static HttpResponse<String> signOn(Visitor visitor) throws IOException, InterruptedException {
        return visitor.get(back(visitor));
    }

    /** The path with which the provider sends this browser back. */
    private static String back(Visitor visitor) throws IOException, InterruptedException {
        String there = visitor.get(BEGIN).headers().firstValue("Location").orElseThrow();
        assertThat(there).startsWith(provider.issuer() + "/authorize");
        HttpResponse<String> vouched = Visitor.elsewhere(there);
        assertThat(vouched.statusCode()).as(vouched.body()).isEqualTo(302);
        String back = vouched.headers().firstValue("Location").orElseThrow();
        assertThat(back).startsWith(hub.at("/console/login/back/oidc?"));
        return back.substring(hub.at("").length());
    }
}
