package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.database.SeparateServer;
import dev.waybill.database.StandbyPair;
import dev.waybill.kit.HubProcess;
import dev.waybill.kit.Slow;
import dev.waybill.sandbox.ErpStub;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes and comes back while webhooks pour in: 503 at once, back by itself, nothing acknowledged is lost. */
@Slow
class DatabaseTroubleIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final ErpStub erp = ErpStub.start();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        erp.close();
    }

    @Test
    void a_restart_of_the_database() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of());
                HubProcess hub = hub(server.url())) {
            Set<String> acknowledged = through(hub, server::stop, server::startAgain);
            assertEverythingIsThere(server.url(), acknowledged);
        }
    }

    @Test
    void a_database_that_hangs() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of());
                HubProcess hub = hub(server.url())) {
            Set<String> acknowledged = through(hub, server::freeze, server::thaw);
            assertEverythingIsThere(server.url(), acknowledged);
        }
    }

    @Test
    void a_failover_to_the_promoted_standby() throws Exception {
        try (StandbyPair pair = StandbyPair.start(directory);
                HubProcess hub = hub(pair.url())) {
            Set<String> acknowledged = through(hub, pair::killPrimary, pair::promote);
            assertEverythingIsThere(pair.standbyUrl(), acknowledged);
        }
    }

    @Test
    void connections_that_are_cut_over_and_over() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of());
                HubProcess hub = hub(server.url())) {
            Set<String> acknowledged;
            try (Traffic traffic = Traffic.start(hub)) {
                for (int i = 1; i <= 10; i++) {
                    awaitAcknowledged(traffic, traffic.acknowledged().size() + 20);
                    server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name LIKE 'waybill-%'");
                }
                awaitAcknowledged(traffic, traffic.acknowledged().size() + 20);
                acknowledged = traffic.acknowledged();
            }
            assertEverythingIsThere(server.url(), acknowledged);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** @return what was answered 200 */
    private static Set<String> through(HubProcess hub, Step away, Step back) throws Exception {
        try (Traffic traffic = Traffic.start(hub)) {
            awaitAcknowledged(traffic, 100);

            away.run();
            long gone = System.nanoTime();
            await().atMost(Duration.ofSeconds(10)).until(() -> refusedAtOnce(traffic, gone));
            await().atMost(Duration.ofSeconds(20)).until(() -> readiness(hub) == 503);
            long refusing = System.nanoTime();
            await().during(Duration.ofSeconds(3)).until(() -> readiness(hub) == 503);
            assertThat(traffic.since(refusing))
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(503))
                    .allSatisfy(answer -> assertThat(answer.took()).isLessThan(AT_ONCE));

            back.run();
            int before = traffic.acknowledged().size();
            awaitAcknowledged(traffic, before + 100);
            await().atMost(Duration.ofSeconds(20)).until(() -> readiness(hub) == 200);
            return traffic.acknowledged();
        }
    }

    /** The first ones may have been inside when it went; the latest ten were not. */
    private static boolean refusedAtOnce(Traffic traffic, long since) {
        var answers = traffic.since(since);
        return answers.size() >= 10
                && answers.subList(answers.size() - 10, answers.size()).stream()
                        .allMatch(answer ->
                                answer.status() == 503 && answer.took().compareTo(AT_ONCE) < 0);
    }

    private static void awaitAcknowledged(Traffic traffic, int count) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> traffic.acknowledged().size() >= count);
    }

    private static int readiness(HubProcess hub) throws Exception {
        return hub.get("/actuator/health/readiness").statusCode();
    }

    private static void assertEverythingIsThere(String url, Set<String> acknowledged) throws SQLException {
        Set<String> stored = new HashSet<>();
        try (var connection = DriverManager.getConnection(url, StandbyPair.USERNAME, null);
                var rows = connection.createStatement().executeQuery("SELECT idempotency_key FROM inbox_event")) {
            while (rows.next()) {
                stored.add(rows.getString(1));
            }
        }
        assertThat(stored).containsAll(acknowledged);
    }

    private HubProcess hub(String url) {
        Map<String, String> settings = new HashMap<>();
        settings.put("SPRING_DATASOURCE_URL", url);
        settings.put("SPRING_DATASOURCE_USERNAME", StandbyPair.USERNAME);
        settings.put("ERP_URL", erp.url().toString());
        settings.put("ERP_TOKEN", "token");
        return HubProcess.start(settings);
    }
}
