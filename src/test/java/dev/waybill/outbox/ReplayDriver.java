package dev.waybill.outbox;

import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox's part in a replay by filter, for tests of other rooms. */
public final class ReplayDriver {

    private ReplayDriver() {}

    public static ReplayMany replayMany(DataSource database, Predicate<String> ordered, Consumer<String> wake) {
        return new ReplayMany(JdbcClient.create(database), ordered, wake);
    }

    public static SkipMany skipMany(DataSource database, Consumer<String> wake) {
        return new SkipMany(JdbcClient.create(database), wake);
    }

    public static MatchingDeliveries matching(DataSource database) {
        return new MatchingDeliveries(JdbcClient.create(database));
    }
}
