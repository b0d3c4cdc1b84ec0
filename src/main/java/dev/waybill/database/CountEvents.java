package dev.waybill.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Logs at start how many events the database holds, so that an operator notices a wrong one at once. */
@Component
@DependsOnDatabaseInitialization
class CountEvents implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(CountEvents.class);
    private static final int EXACT_UP_TO = 100_000;

    /** Reads at most that many index entries, however large the table. */
    private static final String COUNT = """
        SELECT count(*) FROM (SELECT FROM inbox_event LIMIT :limit) AS counted
        """;

    /** Returns the number of rows that the last vacuum or analyze saw. */
    private static final String ESTIMATE = """
        SELECT reltuples::bigint FROM pg_class WHERE oid = 'inbox_event'::regclass
        """;

    private final JdbcClient jdbc;

    CountEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterPropertiesSet() {
        LOG.info("Database: holds {} events", held(EXACT_UP_TO));
    }

    /** Returns the exact number up to the limit, and above it an estimate that says so. */
    String held(int exactUpTo) {
        long counted =
                jdbc.sql(COUNT).param("limit", exactUpTo + 1).query(Long.class).single();
        if (counted <= exactUpTo) {
            return Long.toString(counted);
        }
        long estimate = jdbc.sql(ESTIMATE).query(Long.class).single();
        return estimate > exactUpTo ? "about " + estimate : "more than " + exactUpTo;
    }
}
