package dev.waybill.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestPostgres;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.revision.LiveRevision.Canary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CanaryPlacesTest {

    private static final Command WHO = new Command("ops", "why");

    private final DataSource database = TestPostgres.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    private final LiveRow row = new LiveRow(jdbc);
    private final CanaryPlaces places = new CanaryPlaces(jdbc);

    @BeforeEach
    void begin() {
        Revisions revisions = new Revisions(jdbc, transaction, new Audit(jdbc));
        revisions.seed(RevisionsTest.bundle("b"), "ops", "the next one");
        revisions.seed(RevisionsTest.bundle("a"), "ops", "the live one");
        transaction.executeWithoutResult(status -> row.canary(2, new Canary(1, 5), WHO));
    }

    @Test
    void the_first_events_of_each_type_have_places_and_keep_them() {
        assertThat(LongStream.rangeClosed(1, 7).filter(event -> takes(event, "A")))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(takes(8, "B")).isTrue();
        assertThat(takes(3, "A")).isTrue();
        assertThat(takes(6, "A")).isFalse();
        assertThat(jdbc.sql("SELECT type || taken FROM canary_place ORDER BY type")
                        .query(String.class)
                        .list())
                .containsExactly("A5", "B1");
    }

    @Test
    void hubs_that_ask_at_once_share_the_places_and_get_one_answer_for_an_event() throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (long event = 1; event <= 12; event++) {
            long asked = event;
            for (int hub = 0; hub < 3; hub++) {
                calls.add(() -> takes(asked, "A") ? "yes " + asked : "no " + asked);
            }
        }
        Collections.shuffle(calls);
        List<String> answers = RevisionsTest.atOnce(calls);
        assertThat(answers.stream().distinct()).hasSize(12);
        assertThat(answers.stream().distinct().filter(each -> each.startsWith("yes")))
                .hasSize(5);
    }

    @Test
    void an_ended_canary_takes_nothing_and_leaves_no_rows() {
        assertThat(takes(1, "A")).isTrue();
        transaction.executeWithoutResult(status -> row.live(2, WHO));
        assertThat(jdbc.sql("SELECT (SELECT count(*) FROM canary_event) + (SELECT count(*) FROM canary_place)")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(takes(1, "A")).isFalse();
    }

    private boolean takes(long event, String type) {
        return places.takes(1, 5, event, type);
    }
}
