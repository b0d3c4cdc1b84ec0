package dev.waybill.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

class OverviewCacheTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();

    /** No more is read than the time, which fails. */
    private final OverviewCache flow = new OverviewCache(
            new MinuteCounts(JdbcClient.create(new Away())),
            null,
            null,
            null,
            null,
            List::of,
            Map.of("covver", true),
            Duration.ofMinutes(15),
            nanos::get);

    @Test
    void while_the_database_is_away_one_asks_for_all_and_soon_again() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(flow::latest).isInstanceOf(DataAccessResourceFailureException.class);
        }
        assertThat(asked).hasValue(1);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThatThrownBy(flow::latest).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(asked).hasValue(2);
    }

    @Test
    void after_a_command_it_is_asked_at_once() {
        assertThatThrownBy(flow::latest).isInstanceOf(DataAccessResourceFailureException.class);
        flow.forget();
        assertThatThrownBy(flow::latest).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(asked).hasValue(2);
    }

    private final class Away extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            throw new SQLException("away", "08001");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
