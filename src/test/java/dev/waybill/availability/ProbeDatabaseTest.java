package dev.waybill.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestPostgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProbeDatabaseTest {

    private final DataSource database = TestPostgres.unlent(TestPostgres.fresh());
    private final ProbeDatabase probe = new ProbeDatabase(database);

    @Test
    void a_server_that_takes_writes_answers() {
        assertThat(probe.answers()).isTrue();
    }

    @Test
    void to_ask_for_room_leaves_nothing_behind() {
        assertThat(probe.stores()).isTrue();
        assertThat(JdbcClient.create(database)
                        .sql("SELECT count(*) FROM inbox_body")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void what_a_table_has_against_the_probe_does_not_keep_the_door_shut() {
        JdbcClient.create(database)
                .sql("ALTER TABLE inbox_body ADD CHECK (event_id > 0)")
                .update();
        assertThat(probe.stores()).isTrue();
    }

    @Test
    void one_that_was_set_to_take_none_does_not() {
        JdbcClient.create(database).sql("""
            DO $$ BEGIN
              EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database());
            END $$\
            """).update();
        assertThat(probe.answers()).isFalse();
    }
}
