package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.BadSetting;
import dev.waybill.TestPostgres;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

class SharedSessionsTest {

    @Test
    void two_connections_with_a_session_each_are_fine() throws Exception {
        try (Connection first = TestPostgres.empty().getConnection();
                Connection second = TestPostgres.empty().getConnection()) {
            assertThatCode(() -> SharedSessions.refuse(first, second)).doesNotThrowAnyException();
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
