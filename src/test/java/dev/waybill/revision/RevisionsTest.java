package dev.waybill.revision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.bundle.Bundle;
import dev.waybill.kit.TestPostgres;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RevisionsTest {

    private final DataSource database = TestPostgres.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Revisions revisions =
            new Revisions(jdbc, new TransactionTemplate(new DataSourceTransactionManager(database)), new Audit(jdbc));

    @Test
    void nothing_is_live_before_the_first_hub_has_started() {
        assertThat(revisions.live()).isEmpty();
        assertThat(revisions.newest(10)).isEmpty();
        assertThat(revisions.find(1)).isEmpty();
        assertThatThrownBy(() -> revisions.bundle(1)).hasMessage("There is no revision 1");
    }

    @Test
    void hubs_that_start_at_once_make_one_revision() throws Exception {
        List<Integer> numbers = atOnce(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(hub -> () -> seed(bundle("a")))
                .toList());
        assertThat(numbers).containsOnly(1);
        assertThat(revisions.newest(10)).singleElement().satisfies(revision -> {
            assertThat(revision.checksum()).isEqualTo(bundle("a").checksum());
            assertThat(revision.publishedBy()).isEqualTo("the hub");
            assertThat(revision.reason()).isEqualTo("a new folder");
        });
        assertThat(revisions.live()).get().satisfies(live -> {
            assertThat(live.number()).isEqualTo(1);
            assertThat(live.change()).isEqualTo(1);
            assertThat(live.canary()).isNull();
        });
        assertThat(audit()).containsExactly("the hub publish revision 1: a new folder");
    }

    @Test
    void hubs_that_start_at_once_with_different_bundles_leave_no_gap() throws Exception {
        List<Integer> numbers = atOnce(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(hub -> () -> seed(bundle("b" + hub % 3)))
                .toList());
        assertThat(numbers).containsOnly(1, 2, 3);
        assertThat(revisions.newest(10)).extracting(Revision::number).containsExactly(3, 2, 1);
        assertThat(revisions.live()).get().extracting(LiveRevision::number).isEqualTo(3);
    }

    @Test
    void a_known_bundle_changes_nothing() {
        seed(bundle("a"));
        seed(bundle("b"));
        assertThat(seed(bundle("a"))).isEqualTo(1);
        assertThat(revisions.live()).get().extracting(LiveRevision::number).isEqualTo(2);
        assertThat(audit()).hasSize(2);
    }

    @Test
    void a_bundle_comes_back_as_it_was() {
        Bundle bundle = new Bundle(
                Path.of("elsewhere"),
                Map.of(
                        "a.camel.yaml",
                        "a: ü".getBytes(UTF_8),
                        "tests/b.bin",
                        new byte[] {0, -1},
                        "empty",
                        new byte[0]));
        seed(bundle);
        Bundle read = revisions.bundle(1);
        assertThat(read.checksum()).isEqualTo(bundle.checksum());
        assertThat(read.folder().getFileName()).hasToString("routes");
        assertThat(read.file("tests/b.bin")).containsExactly(0, -1);
        assertThat(revisions.withChecksum(bundle.checksum()))
                .get()
                .extracting(Revision::number)
                .isEqualTo(1);
    }

    @Test
    void a_failure_at_the_last_step_leaves_nothing() {
        jdbc.sql("ALTER TABLE audit ADD CHECK (reason <> 'a new folder')").update();
        assertThatThrownBy(() -> seed(bundle("a"))).hasMessageContaining("audit");
        assertThat(revisions.newest(10)).isEmpty();
        assertThat(revisions.live()).isEmpty();
    }

    @Test
    void a_hub_that_is_dead_is_not_shown_and_its_row_goes_with_its_node() {
        HubRevisions hubs = new HubRevisions(jdbc);
        long one = node("one", 10);
        long other = node("other", 10);
        hubs.record(one, 1, null, 1, null);
        hubs.record(other, 1, 2, 5, null);
        hubs.record(other, 1, null, 6, "routes/a.camel.yaml:3: wrong");
        hubs.record(999, 1, null, 1, null);
        assertThat(hubs.all())
                .containsExactly(
                        new HubRevision(one, "one", 1, null, 1, null),
                        new HubRevision(other, "other", 1, null, 6, "routes/a.camel.yaml:3: wrong"));

        jdbc.sql("UPDATE node SET until = now() - interval '1 s' WHERE id = :id")
                .param("id", other)
                .update();
        assertThat(hubs.all()).extracting(HubRevision::hub).containsExactly("one");
        jdbc.sql("DELETE FROM node").update();
        assertThat(jdbc.sql("SELECT count(*) FROM hub_revision")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private long node(String name, int seconds) {
        return jdbc.sql("INSERT INTO node (until, name) VALUES (now() + make_interval(secs => :secs), :name) RETURNING"
                        + " id")
                .param("secs", seconds)
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private int seed(Bundle bundle) {
        return revisions.seed(bundle, Command.HUB, "a new folder");
    }

    private List<String> audit() {
        return jdbc.sql("SELECT who || ' ' || verb || ' ' || subject || ' ' || subject_id || ': ' || reason"
                        + " FROM audit ORDER BY id")
                .query(String.class)
                .list();
    }

    static Bundle bundle(String text) {
        return new Bundle(Path.of("routes"), Map.of("a.camel.yaml", text.getBytes(UTF_8)));
    }

    static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<T> answers = new java.util.ArrayList<>();
            for (Future<T> each : threads.invokeAll(calls)) {
                answers.add(each.get());
            }
            return answers;
        }
    }
}
