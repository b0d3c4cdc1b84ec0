package dev.waybill.revision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.OfflineHub;
import dev.waybill.cluster.NotifySender;
import dev.waybill.kit.TestPostgres;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.revision.RevisionAnswer.Absent;
import dev.waybill.revision.RevisionAnswer.Done;
import dev.waybill.revision.RevisionAnswer.Failing;
import dev.waybill.revision.RevisionAnswer.Refused;
import dev.waybill.revision.RevisionAnswer.Wrong;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RevisionCommandsTest {

    private static final Command WHO = new Command("eva", "the new ERP", null);
    private static final Bundle LIVE = bundle("crm", Map.of());
    private static final Bundle NEXT = bundle("erp", Map.of());

    private static ConfigurableApplicationContext hub;

    private final DataSource database = TestPostgres.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    private final Revisions revisions = new Revisions(jdbc, transaction, new Audit(jdbc));
    private final RevisionCommands commands = commands(true, Duration.ofSeconds(30));

    @BeforeAll
    static void start() {
        hub = OfflineHub.start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void seed() {
        revisions.seed(LIVE, Command.HUB, "the first folder");
    }

    @Test
    void a_bundle_becomes_the_next_revision_and_live() {
        long plan = planned(LIVE, NEXT, "DONE");
        Done done = done(commands.publish(NEXT, 1, false, null, WHO));
        assertThat(done.number()).isEqualTo(2);
        assertThat(done.change()).isEqualTo(2);
        assertThat(done.known()).isFalse();
        assertThat(done.sentence()).isEqualTo("Revision 2 is live. It has no tests.");
        assertThat(revisions.live()).get().satisfies(live -> {
            assertThat(live.number()).isEqualTo(2);
            assertThat(live.changedBy()).isEqualTo("eva");
        });
        assertThat(revisions.find(2)).get().satisfies(revision -> {
            assertThat(revision.plan()).isEqualTo(plan);
            assertThat(revision.basedOn()).isEqualTo(1);
            assertThat(revision.reason()).isEqualTo("the new ERP");
        });
        assertThat(revisions.bundle(2).checksum()).isEqualTo(NEXT.checksum());
        assertThat(audit()).containsExactly("the hub publish 1", "eva publish 2");
    }

    @Test
    void without_a_plan_of_this_very_bundle_and_the_live_one_it_is_refused() {
        planned(LIVE, bundle("other", Map.of()), "DONE");
        planned(bundle("older", Map.of()), NEXT, "DONE");
        planned(LIVE, NEXT, "FAILED");
        assertThat(refused(commands.publish(NEXT, null, false, null, WHO)))
                .isEqualTo("No plan compares this very bundle with revision 1, which is live. Make one, or publish it"
                        + " as unplanned.");
        assertThat(done(commands.publish(NEXT, null, true, null, WHO)).number()).isEqualTo(2);
        assertThat(revisions.find(2).orElseThrow().plan()).isNull();
        assertThat(revisions.find(2).orElseThrow().basedOn()).isNull();
    }

    @Test
    void an_author_who_began_with_another_revision_looks_first() {
        done(commands.publish(NEXT, 1, true, null, WHO));
        assertThat(refused(commands.publish(bundle("mail", Map.of()), 1, true, null, WHO)))
                .matches("Revision 2 is live by now, made so by eva at \\S+Z; you began with 1\\. Look at its changes,"
                        + " then publish again\\.");
    }

    @Test
    void the_live_bundle_is_not_published_again_and_an_older_one_keeps_its_number() {
        assertThat(refused(commands.publish(LIVE, null, true, null, WHO)))
                .isEqualTo("This bundle is revision 1, which is live already.");
        done(commands.publish(NEXT, null, true, null, WHO));
        Done again = done(commands.publish(LIVE, null, true, null, WHO));
        assertThat(again.number()).isEqualTo(1);
        assertThat(again.known()).isTrue();
        assertThat(again.sentence())
                .startsWith(
                        "Revision 1 is live. It has no tests. This very bundle was published before, by the hub at ");
        assertThat(revisions.newest(10)).hasSize(2);
    }

    @Test
    void a_bundle_with_mistakes_or_a_failing_test_is_refused() {
        assertThat(commands.publish(bundle("erp", Map.of("b.camel.yaml", "- rout: {}")), null, true, null, WHO))
                .isInstanceOfSatisfying(
                        Wrong.class,
                        wrong -> assertThat(wrong.findings().toString()).contains("b.camel.yaml:1"));
        assertThat(commands.publish(
                        bundle("erp", Map.of("a.test.yaml", test("crm"), "b.test.yaml", "- tets: {}")),
                        null,
                        true,
                        null,
                        WHO))
                .isInstanceOf(Wrong.class);
        assertThat(commands.publish(bundle("erp", Map.of("a.test.yaml", test("crm"))), null, true, null, WHO))
                .isInstanceOfSatisfying(
                        Failing.class,
                        failing -> assertThat(failing.report())
                                .contains("FAILED an order goes out", "expected [crm], was [erp]")
                                .endsWith("1 tests, 1 failed"));
        assertThat(revisions.newest(10)).hasSize(1);
        assertThat(audit()).hasSize(1);

        assertThat(done(commands.publish(bundle("erp", Map.of("a.test.yaml", test("erp"))), null, true, null, WHO))
                        .sentence())
                .isEqualTo("Revision 2 is live. Tests passed: 1.");
    }

    @Test
    void a_check_that_takes_too_long_ends_and_publishes_nothing() {
        RevisionCommands hasty = commands(true, Duration.ZERO);
        assertThat(refused(hasty.publish(NEXT, null, true, null, WHO)))
                .isEqualTo("Its check and tests did not end within 0 s on this hub; nothing is published.");
        assertThat(revisions.newest(10)).hasSize(1);
    }

    @Test
    void a_canary_is_decided_before_the_next_publication() {
        Done tried = done(commands.publish(NEXT, null, true, 20, WHO));
        assertThat(tried.sentence())
                .isEqualTo(
                        "Revision 2 takes the next 20 events of each type. Then end its trial: canary go-on, or canary"
                                + " back. It has no tests.");
        assertThat(revisions.live()).get().satisfies(live -> {
            assertThat(live.number()).isEqualTo(1);
            assertThat(live.canary()).isEqualTo(new LiveRevision.Canary(2, 20));
        });
        assertThat(refused(commands.publish(bundle("mail", Map.of()), null, true, null, WHO)))
                .isEqualTo("Revision 2 is being tried on the first 20 events of each type. Go on with it or take it"
                        + " back first.");

        new CanaryPlaces(jdbc).takes(2, 20, 7, "A");
        assertThat(done(commands.back(WHO)).sentence())
                .isEqualTo("Revision 2 is tried no more. Its open deliveries run through revision 1.");
        assertThat(rows("canary_event")).isZero();
        assertThat(rows("canary_place")).isZero();
        assertThat(refused(commands.back(WHO))).isEqualTo("No revision is being tried.");
        assertThat(refused(commands.goOn(WHO))).isEqualTo("No revision is being tried.");

        done(commands.publish(NEXT, null, true, 5, WHO));
        assertThat(done(commands.goOn(WHO)).sentence()).isEqualTo("Revision 2 is live.");
        assertThat(revisions.live()).get().satisfies(live -> {
            assertThat(live.number()).isEqualTo(2);
            assertThat(live.canary()).isNull();
            assertThat(live.change()).isEqualTo(5);
        });
        assertThat(audit())
                .containsExactly("the hub publish 1", "eva canary 2", "eva back 2", "eva canary 2", "eva go-on 2");
    }

    @Test
    void a_roll_back_ends_the_canary_too() {
        done(commands.publish(NEXT, null, true, null, WHO));
        done(commands.publish(bundle("mail", Map.of()), null, true, 5, WHO));
        new CanaryPlaces(jdbc).takes(3, 5, 7, "A");
        Done done = done(commands.rollBack(1, WHO));
        assertThat(done.sentence()).isEqualTo("Revision 1 is live again. Revision 3 is tried no more.");
        assertThat(revisions.live()).get().satisfies(live -> {
            assertThat(live.number()).isEqualTo(1);
            assertThat(live.canary()).isNull();
        });
        assertThat(rows("canary_event")).isZero();
        assertThat(refused(commands.rollBack(1, WHO))).isEqualTo("Revision 1 is live already.");
        assertThat(commands.rollBack(9, WHO)).isInstanceOf(Absent.class);
        assertThat(audit()).last().isEqualTo("eva roll-back 1");
    }

    @Test
    void of_two_at_once_one_wins_and_the_other_looks_first() throws Exception {
        List<RevisionAnswer> answers = RevisionsTest.atOnce(List.of(
                () -> commands(true, Duration.ofSeconds(30)).publish(NEXT, 1, true, null, WHO),
                () -> commands(true, Duration.ofSeconds(30)).publish(bundle("mail", Map.of()), 1, true, null, WHO)));
        assertThat(answers)
                .hasAtLeastOneElementOfType(Done.class)
                .anySatisfy(answer -> assertThat(refused(answer)).startsWith("Revision 2 is live by now"));
        assertThat(revisions.newest(10)).extracting(Revision::number).containsExactly(2, 1);
        assertThat(audit()).containsExactly("the hub publish 1", "eva publish 2");
    }

    @Test
    void a_failure_between_leaves_nothing_half() {
        jdbc.sql("ALTER TABLE audit ADD CHECK (verb NOT IN ('publish', 'canary', 'roll-back', 'go-on', 'back')"
                        + " OR who <> 'eva')")
                .update();
        assertThatThrownBy(() -> commands.publish(NEXT, null, true, null, WHO)).hasMessageContaining("audit");
        assertThatThrownBy(() -> commands.publish(NEXT, null, true, 5, WHO)).hasMessageContaining("audit");
        assertThat(revisions.newest(10)).hasSize(1);
        Command other = new Command("ops", "a trial");
        done(commands.publish(NEXT, null, true, 5, other));
        new CanaryPlaces(jdbc).takes(2, 5, 7, "A");
        LiveRevision before = revisions.live().orElseThrow();
        assertThatThrownBy(() -> commands.back(WHO)).hasMessageContaining("audit");
        assertThatThrownBy(() -> commands.goOn(WHO)).hasMessageContaining("audit");
        assertThatThrownBy(() -> commands.rollBack(2, WHO)).hasMessageContaining("audit");
        assertThat(revisions.live()).contains(before);
        assertThat(rows("canary_event")).isOne();
        assertThat(audit()).containsExactly("the hub publish 1", "ops canary 2");
    }

    @Test
    void without_the_setting_nothing_is_published_and_all_else_works() {
        done(commands.publish(NEXT, null, true, null, WHO));
        RevisionCommands off = commands(false, Duration.ofSeconds(30));
        assertThat(refused(off.publish(bundle("mail", Map.of()), null, true, null, WHO)))
                .isEqualTo("Publishing is off on this hub: whoever may publish can run code in it. Set"
                        + " waybill.publish.enabled.");
        done(off.rollBack(1, WHO));
        done(commands.publish(NEXT, null, true, 3, WHO));
        done(off.back(WHO));
        done(commands.publish(NEXT, null, true, 3, WHO));
        done(off.goOn(WHO));
    }

    @Test
    void a_number_of_events_out_of_bounds_is_told() {
        assertThatThrownBy(() -> commands.publish(NEXT, null, true, 0, WHO)).hasMessage("\"first\" takes 1 to 10000");
        assertThatThrownBy(() -> commands.publish(NEXT, null, true, 10_001, WHO))
                .hasMessage("\"first\" takes 1 to 10000");
    }

    private RevisionCommands commands(boolean enabled, Duration limit) {
        return new RevisionCommands(
                jdbc,
                transaction,
                revisions,
                new ProveBundle(hub, limit),
                new Audit(jdbc),
                new NotifySender(jdbc),
                enabled);
    }

    private long planned(Bundle live, Bundle candidate, String state) {
        return jdbc.sql("""
            INSERT INTO plan (state, made_by, selection, live, candidate, ended_at, result, error)
            VALUES (:state, 'eva', 'all', :live, :candidate, now(), '{}', :error) RETURNING id
            """)
                .param("state", state)
                .param("live", live.checksum())
                .param("candidate", candidate.checksum())
                .param("error", state.equals("FAILED") ? "why" : null)
                .query(Long.class)
                .single();
    }

    private List<String> audit() {
        return jdbc.sql("SELECT who || ' ' || verb || ' ' || subject_id FROM audit WHERE subject = 'revision' ORDER BY"
                        + " id")
                .query(String.class)
                .list();
    }

    private long rows(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    private static Done done(RevisionAnswer answer) {
        assertThat(answer).isInstanceOf(Done.class);
        return (Done) answer;
    }

    private static String refused(RevisionAnswer answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).sentence();
    }

    private static Bundle bundle(String destination, Map<String, String> more) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("a.camel.yaml", """
            - route:
                id: orders
                description: Sends all to one destination.
                from:
                  uri: inbox:covver
                  steps:
                    - to:
                        uri: outbox:%1$s
            - route:
                id: %1$s
                description: Hands nothing over.
                from:
                  uri: outbox:%1$s
                  steps:
                    - log:
                        message: nobody is there
            """.formatted(destination).getBytes(UTF_8));
        more.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        return new Bundle(Path.of("routes"), files);
    }

    private static String test(String destination) {
        return """
            - test: an order goes out
              event: {type: OrderPlaced, data: {id: o-1}}
              expect:
                destinations: [%s]
            """.formatted(destination);
    }
}
