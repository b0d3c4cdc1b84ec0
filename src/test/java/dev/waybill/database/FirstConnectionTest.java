package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.kit.FreePort;
import dev.waybill.kit.TestPostgres;
import dev.waybill.settings.BadSetting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstConnectionTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    @Test
    void a_wrong_password_is_told_at_once_and_not_shown() throws Exception {
        UnpackedBinaries.NEWEST.placeInto(directory);
        try (EmbeddedServer server = EmbeddedServer.start(directory)) {
            DatabaseLogin wrong = new DatabaseLogin(server.login().url(), "waybill", "guessed-1");
            assertThatThrownBy(() -> FirstConnection.check(wrong, LONG))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("SPRING_DATASOURCE_PASSWORD")
                    .hasMessageNotContaining("guessed-1");
            DatabaseLogin missing = new DatabaseLogin(server.login().url(), "waybill", null);
            assertThatThrownBy(() -> FirstConnection.check(missing, LONG)).isInstanceOf(BadSetting.class);
        }
    }

    @Test
    void an_unknown_database_is_told_at_once() {
        String url = TestPostgres.empty().getUrl().replaceFirst("/test_\\d+", "/orders");
        assertThatThrownBy(() -> FirstConnection.check(new DatabaseLogin(url, "postgres", null), LONG))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("\"orders\" does not exist");
    }

    @Test
    void a_url_of_something_else_is_told_without_showing_it() {
        assertThatThrownBy(() -> new DatabaseLogin("postgres://hub:secret-1@db/orders", null, null))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("SPRING_DATASOURCE_URL")
                .hasMessageNotContaining("secret-1");
    }

    @Test
    void a_login_in_the_url_is_told_without_showing_it() {
        assertThatThrownBy(() -> new DatabaseLogin("jdbc:postgresql://hub:secret-1@db/orders", null, null))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("SPRING_DATASOURCE_USERNAME")
                .hasMessageNotContaining("secret-1");
    }

    @Test
    void a_server_that_stays_away_ends_the_start_after_the_wait() throws Exception {
        int nobody = FreePort.next();
        DatabaseLogin away = new DatabaseLogin("jdbc:postgresql://localhost:" + nobody + "/orders", "hub", "secret-1");
        assertThatThrownBy(() -> FirstConnection.check(away, Duration.ZERO))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("localhost:" + nobody + "/orders")
                .hasMessageNotContaining("secret-1");
    }

    @Test
    void a_server_that_comes_later_is_waited_for() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of())) {
            server.stop();
            var check = CompletableFuture.runAsync(() -> FirstConnection.check(server.login(), LONG));
            assertThat(check).isNotDone();
            server.startAgain();
            assertThat(check).succeedsWithin(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void where_it_is_names_every_host_and_no_secret() {
        DatabaseLogin login =
                new DatabaseLogin("jdbc:postgresql://a:5433,b/orders?password=secret-1&user=hub", null, null);
        assertThat(login.where()).isEqualTo("a:5433,b:5432/orders");
        assertThat(login).asString().doesNotContain("secret-1");
    }
}
