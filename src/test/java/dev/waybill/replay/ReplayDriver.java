package dev.waybill.replay;

import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox's part in a replay by filter, for tests of other rooms. */
public final class ReplayDriver {

    private ReplayDriver() {}

    public static BulkReplay replayMany(DataSource database, Predicate<String> ordered, Consumer<String> wake) {
        return new BulkReplay(JdbcClient.create(database), ordered, wake);
    }

    public static BulkSkip skipMany(DataSource database, Consumer<String> wake) {
        return new BulkSkip(JdbcClient.create(database), wake);
    }

    public static MatchPreview matching(DataSource database) {
        return new MatchPreview(JdbcClient.create(database));
    }
}
