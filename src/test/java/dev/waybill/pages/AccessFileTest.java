package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.TestAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and tokens of a file, while the hub runs. */
class AccessFileTest {

    private static final String TOKEN_SHA_256 = "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437";

    @TempDir
    private Path folder;

    private Path file;
    private ConsoleHub hub;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("access.yaml");
        write("users", "  - {name: eve, password: '%s', role: VIEWER}".formatted(hash()));
        hub = ConsoleHub.start("--waybill.console.access-file=" + file);
    }

    /** One connection for all calls: an address has its share of them. */
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void whoever_is_taken_out_is_out_and_whoever_is_added_is_in() throws Exception {
        Visitor eve = new Visitor(hub);
        assertThat(signIn(eve)).isEqualTo(302);
        assertThat(eve.get("/console").statusCode()).isEqualTo(200);
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        assertThat(api()).isEqualTo(401);

        write("tokens", "  - {name: new, sha256: %s}".formatted(TOKEN_SHA_256));
        await().until(() -> api() == 200);
        assertThat(eve.get("/console").statusCode()).isEqualTo(302);
        assertThat(eve.get("/console/login").statusCode()).isEqualTo(200);
        signIn(eve);
        assertThat(eve.get("/console").statusCode()).as("is no user").isNotEqualTo(200);
        assertThat(ada.get("/console").statusCode()).as("of the settings").isEqualTo(200);

        write("users", "  - {name: eve, password: '%s', role: VIEWER}".formatted(hash()));
        await().until(() -> api() == 401);
        signIn(eve);
        assertThat(eve.get("/console").statusCode()).isEqualTo(200);

        write("users", "  - {name: eve, password: '%s', role: OPERATOR}".formatted(hash()));
        await().untilAsserted(() -> assertThat(eve.get("/console").statusCode())
                .as("the role has changed")
                .isEqualTo(302));
    }

    private static int signIn(Visitor eve) throws IOException, InterruptedException {
        eve.get("/console/login");
        return eve.post("/console/login", Map.of("name", "eve", "password", TestAccess.PASSWORD))
                .statusCode();
    }

    private int api() throws IOException, InterruptedException {
        HttpRequest asked = HttpRequest.newBuilder(URI.create(hub.at("/api/destinations")))
                .header("Authorization", "Bearer new")
                .build();
        return http.send(asked, BodyHandlers.discarding()).statusCode();
    }

    private void write(String list, String one) throws IOException {
        Files.writeString(file, "waybill.console.%s:\n%s\n".formatted(list, one));
    }

    private static String hash() {
        return TestAccess.settings().get("waybill.console.users[0].password");
    }
}
