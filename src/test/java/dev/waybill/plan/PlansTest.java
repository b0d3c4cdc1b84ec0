package dev.waybill.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.candidate.OfflineHub;
import dev.waybill.kit.TestPostgres;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.routes.Finding;
import dev.waybill.sources.AllowedHeaders;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Plans that are cancelled, cut off or disturbed. */
class PlansTest {

    private static final Command WHO = new Command("ops", "a plan", null);
    private static final Selection ALL = new Selection(100, null, null, null, null);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Function<Bundle, List<Finding>> FINE = bundle -> List.of();

    /** A route that works for a while, so that a plan with a share of one percent rests for long. */
    private static final Bundle SLOW = bundle("""
        - route:
            id: shop
            description: Takes a moment.
            from:
              uri: inbox:shop
              steps:
                - loop:
                    expression:
                      constant:
                        expression: "100000"
                    steps:
                      - setVariable:
                          name: busy
                          expression:
                            simple:
                              expression: "${body.length}"
                - to:
                    uri: outbox:crm
        """);

    private static ConfigurableApplicationContext hub;

    private final Away database = new Away(TestPostgres.fresh());
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final PlanStore store = store(WEEK);

    @BeforeAll
    static void start() {
        hub = OfflineHub.start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void a_check_under_way_keeps_others_out() throws Exception {
        CountDownLatch checks = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Plans plans = plans(50, bundle -> {
            if (checks.getCount() == 0) {
                return List.of();
            }
            checks.countDown();
            uninterruptibly(goOn);
            return List.of(new Finding("a.camel.yaml", 1, 1, "x", Finding.Severity.ERROR, "", "wrong", null));
        })) {
            Thread first = Thread.ofPlatform().start(() -> plans.make(SLOW, ALL, WHO));
            checks.await();
            assertThat(plans.make(SLOW, ALL, WHO)).isInstanceOf(Plans.Answer.Busy.class);
            goOn.countDown();
            first.join();
            assertThat(plans.make(SLOW, ALL, WHO)).isInstanceOf(Plans.Answer.Begun.class);
        }
    }

    @Test
    void a_plan_at_rest_tells_its_progress_and_can_be_cancelled() {
        store_events(2);
        try (Plans plans = plans(1, FINE)) {
            long id = begun(plans);
            await().until(() -> plan(id).events() == 1);
            assertThat(store.cancel(id, WHO)).isTrue();
            await().atMost(Duration.ofSeconds(8)).until(() -> plan(id).state() == Plan.State.CANCELLED);
        }
    }

    @Test
    void a_hub_that_stops_says_so_in_its_plan() {
        store_events(2);
        Plans plans = plans(1, FINE);
        long id = begun(plans);
        await().until(() -> plan(id).events() == 1);
        plans.close();
        assertThat(plan(id).state()).isEqualTo(Plan.State.FAILED);
        assertThat(plan(id).error()).isEqualTo("The hub was stopped");
    }

    @Test
    void a_database_that_goes_away_ends_the_plan_and_no_more() {
        store_events(2);
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try (Plans plans = plans(50, FINE)) {
            begun(plans);
            database.away = true;
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("plan ")));
            database.away = false;
            assertThat(uncaught).isEmpty();
            begun(plans);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void events_before_the_time_are_left_out() {
        store_events(9);
        jdbc.sql("UPDATE inbox_event SET received_at = now() - interval '1 hour' WHERE id <= 4")
                .update();
        jdbc.sql("DELETE FROM inbox_event WHERE id IN (3, 4, 5)").update();
        PlanEvents events = new PlanEvents(jdbc, AllowedHeaders.NONE);
        assertThat(events.after(ALL)).isZero();
        assertThat(events.after(within(Duration.ofHours(2)))).isZero();
        assertThat(events.after(within(Duration.ZERO))).isEqualTo(9);
        Selection lately = within(Duration.ofMinutes(30));
        assertThat(events.next(lately, Long.MAX_VALUE, events.after(lately), 50))
                .extracting(event -> event.id())
                .containsExactly(9L, 8L, 7L, 6L);
    }

    @Test
    void an_old_plan_is_gone_at_the_next_look() {
        long id = store.begin(ALL, SLOW.checksum(), SLOW.checksum(), WHO);
        jdbc.sql("UPDATE plan SET made_at = now() - interval '8 days'").update();
        assertThat(store.find(id)).isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM plan").query(Long.class).single())
                .isZero();
    }

    private long begun(Plans plans) {
        return ((Plans.Answer.Begun) plans.make(SLOW, ALL, WHO)).id();
    }

    private Plan plan(long id) {
        return store.find(id).orElseThrow();
    }

    private static Selection within(Duration within) {
        return new Selection(100, within, null, null, null);
    }

    private Plans plans(int share, Function<Bundle, List<Finding>> check) {
        return new Plans(
                store,
                new PlanEvents(jdbc, AllowedHeaders.NONE),
                new CandidateHub(hub, name -> null),
                () -> SLOW,
                check,
                new PlanSettings(true, share, Duration.ofMinutes(10), WEEK),
                System::nanoTime);
    }

    private PlanStore store(Duration keep) {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        return new PlanStore(jdbc, transaction, new Audit(jdbc), keep);
    }

    private void store_events(int number) {
        for (int i = 1; i <= number; i++) {
            jdbc.sql("""
                WITH e AS (
                  INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
                  VALUES ('shop', :key, 'Order', decode(repeat('00', 32), 'hex'), 'a') RETURNING id)
                INSERT INTO inbox_body (event_id, headers, body) SELECT id, '[]', '{}' FROM e\
                """).param("key", "k-" + i).update();
        }
    }

    private static Bundle bundle(String route) {
        return new Bundle(Path.of("routes"), Map.of("a.camel.yaml", route.getBytes(UTF_8)));
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database that can go away. */
    private static final class Away extends DelegatingDataSource {

        private volatile boolean away;

        Away(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (away) {
                throw new SQLException("away");
            }
            return super.getConnection();
        }
    }
}
