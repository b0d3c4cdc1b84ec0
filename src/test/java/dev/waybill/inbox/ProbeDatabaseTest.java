package dev.waybill.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.TestPostgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProbeDatabaseTest {

    private final DataSource database = TestPostgres.fresh();
    private final ProbeDatabase probe = new ProbeDatabase(database);

    @Test
    void a_server_that_takes_writes_answers() {
        assertThat(probe.answers()).isTrue();
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
