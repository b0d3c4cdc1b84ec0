package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyPairTest {

    @TempDir
    private Path directory;

    @Test
    void what_was_committed_outlives_the_primary() throws Exception {
        try (StandbyPair pair = StandbyPair.start(directory)) {
            DataSource database = pair.dataSource();
            run(database, "CREATE TABLE noted (what text)");
            run(database, "INSERT INTO noted VALUES ('order')");

            pair.killPrimary();
            pair.promote();

            assertThat(count(database, "SELECT count(*) FROM noted")).isEqualTo(1);
            run(database, "INSERT INTO noted VALUES ('another')");
        }
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
