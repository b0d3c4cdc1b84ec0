package dev.waybill.health;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code outbox_rate}: a token bucket for each limited destination, filled by the database's clock. Its row
 * stays locked from reading to the end of the lease, so that all nodes together keep the rate. The clock is read when
 * the statement runs, not at the beginning of its transaction. The statement may have waited for another node's lease.
 */
public final class Rates {

    private static final String CREATE = """
        INSERT INTO outbox_rate (destination, tokens, filled_at) VALUES (:destination, :burst, clock_timestamp())
        ON CONFLICT (destination) DO NOTHING\
        """;

    private static final String AVAILABLE = """
        SELECT least(:burst, tokens + :rate * greatest(0, CAST(extract(epoch FROM clock_timestamp() - filled_at) AS double precision)))
          FROM outbox_rate WHERE destination = :destination FOR UPDATE\
        """;

    private static final String TAKE = """
        UPDATE outbox_rate SET filled_at = clock_timestamp(), tokens = least(:burst, tokens
               + :rate * greatest(0, CAST(extract(epoch FROM clock_timestamp() - filled_at) AS double precision))) - :taken
         WHERE destination = :destination\
        """;

    private final JdbcClient jdbc;

    public Rates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the number of hand-overs allowed now, including the fraction for the next one; locks the bucket. */
    public double available(String destination, double rate) {
        var query = jdbc.sql(AVAILABLE)
                .param("destination", destination)
                .param("rate", rate)
                .param("burst", burst(rate));
        return query.query(Double.class).optional().orElseGet(() -> {
            jdbc.sql(CREATE)
                    .param("destination", destination)
                    .param("burst", burst(rate))
                    .update();
            return query.query(Double.class).single();
        });
    }

    /** Takes tokens from the locked bucket. */
    public void take(String destination, double rate, int taken) {
        jdbc.sql(TAKE)
                .param("destination", destination)
                .param("rate", rate)
                .param("burst", burst(rate))
                .param("taken", (double) taken)
                .update();
    }

    /** Returns the tokens of one second, and at least one. */
    private static double burst(double rate) {
        return Math.max(1, rate);
    }
}
