package dev.waybill.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.LiveBundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.console.TestHub;
import dev.waybill.kit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The routes that a hub starts with, by its folder and the live revision. */
class StartRoutesTest {

    private static final String SECRET = "s3cr3t-s3cr3t-s3cr3t";

    private final PGSimpleDataSource database = TestPostgres.fresh();
    private final JdbcClient sql = JdbcClient.create(database);

    @Test
    void a_new_folder_becomes_the_live_revision_once() throws Exception {
        Bundle first = startedWith();
        assertThat(live()).isEqualTo(first.checksum());
        assertThat(startedWith().checksum()).isEqualTo(first.checksum());
        assertThat(sql.sql("SELECT count(*) FROM revision").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void an_older_folder_takes_nothing_back() throws Exception {
        Bundle first = startedWith();
        Bundle second = publish(edited(first, "wants it", "minds it"));
        assertThat(startedWith(second).checksum()).isEqualTo(second.checksum());
        assertThat(live()).isEqualTo(second.checksum());
    }

    @Test
    void a_new_folder_publishes_nothing_where_revisions_are_published_otherwise() throws Exception {
        Bundle first = startedWith();
        Bundle second = publish(edited(first, "wants it", "minds it"));
        sql.sql("UPDATE revision SET checksum = repeat('0', 64) WHERE number = 1")
                .update(); // the folder is new now
        assertThat(startedWith(second, "--waybill.routes.source=published").checksum())
                .isEqualTo(second.checksum());
        assertThat(startedWith().checksum()).isEqualTo(first.checksum());
        assertThat(live()).isEqualTo(first.checksum());
    }

    @Test
    void a_live_revision_with_mistakes_leaves_the_folder_running() throws Exception {
        Bundle first = startedWith();
        publish(edited(first, "- log:", "- lgo:"));
        try (TestHub hub = TestHub.on(database, SECRET)) {
            await().until(
                            () -> sql
                                    .sql("SELECT problem FROM hub_revision WHERE problem IS NOT NULL")
                                    .query(String.class)
                                    .list()
                                    .stream()
                                    .anyMatch(problem -> problem.contains("lgo")));
            assertThat(hub.context.getBean(LiveBundle.class).get().checksum()).isEqualTo(first.checksum());
            assertThat(hub.context.getBean(RevisionState.class).number()).isEqualTo(1);
            assertThat(hub.webhook(TestHub.order("o"), "k", SECRET)).isEqualTo(200);
            await().until(() -> sql.sql("SELECT count(*) FROM outbox_delivery WHERE revision = 1")
                            .query(Long.class)
                            .single()
                    == 1);
        }
    }

    /** Starts a hub and waits until it runs this bundle. */
    private Bundle startedWith(Bundle awaited, String... settings) throws Exception {
        try (TestHub hub = TestHub.on(database, SECRET, settings)) {
            LiveBundle live = hub.context.getBean(LiveBundle.class);
            await().until(() -> live.get().checksum().equals(awaited.checksum()));
            assertThat(hub.webhook(TestHub.order("o"), "k", SECRET)).isEqualTo(200);
            await().until(() -> sql.sql("SELECT count(*) FROM outbox_delivery WHERE revision = 2")
                            .query(Long.class)
                            .single()
                    == 1);
            return live.get();
        }
    }

    private Bundle startedWith(String... settings) throws Exception {
        try (TestHub hub = TestHub.on(database, SECRET, settings)) {
            await().until(() -> hub.context.getBean(RevisionState.class).number() != null);
            return hub.context.getBean(LiveBundle.class).get();
        }
    }

    private String live() {
        return sql.sql("SELECT checksum FROM live_revision JOIN revision USING (number)")
                .query(String.class)
                .single();
    }

    private static Bundle edited(Bundle bundle, String from, String to) {
        TreeMap<String, byte[]> files = new TreeMap<>(bundle.files());
        files.replaceAll((path, bytes) ->
                new String(bytes, StandardCharsets.UTF_8).replace(from, to).getBytes(StandardCharsets.UTF_8));
        return new Bundle(bundle.folder(), files);
    }

    private Bundle publish(Bundle bundle) {
        sql.sql("""
            INSERT INTO revision (number, checksum, files, published_by, reason)
            SELECT max(number) + 1, :checksum, :files, 'eva', 'a test' FROM revision\
            """)
                .param("checksum", bundle.checksum())
                .param("files", ZippedBundle.of(bundle))
                .update();
        sql.sql("UPDATE live_revision SET number = (SELECT max(number) FROM revision), change = change + 1")
                .update();
        return bundle;
    }
}
