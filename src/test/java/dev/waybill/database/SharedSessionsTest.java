package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.kit.TestPostgres;
import dev.waybill.settings.BadSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SharedSessionsTest {

    @Test
    void two_connections_with_a_session_each_are_fine() throws Exception {
        try (Connection first = TestPostgres.empty().getConnection();
                Connection second = TestPostgres.empty().getConnection()) {
            assertThatCode(() -> SharedSessions.refuse(first, second)).doesNotThrowAnyException();
        }
    }

    /** Seen with PgBouncer 1.18 at every second start: it had kept what the driver prepared at the one before. */
    @Test
    void a_statement_that_another_client_prepared_is_a_sign_of_it() throws Exception {
        try (Connection connection = TestPostgres.empty().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PREPARE s AS SELECT 1");
            assertThatThrownBy(() -> statement.execute("PREPARE s AS SELECT 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(SharedSessions.isMixedUp(e)).isTrue());
            assertThatThrownBy(() -> statement.execute("EXECUTE another"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(SharedSessions.isMixedUp(e)).isTrue());
        }
    }

    /** As a pooler hands out its only idle session to both. */
    @Test
    void two_connections_on_one_session_are_told_in_one_sentence() throws Exception {
        try (Connection session = TestPostgres.empty().getConnection()) {
            assertThatThrownBy(() -> SharedSessions.refuse(session, session))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("pool_mode = session");
        }
    }
}
