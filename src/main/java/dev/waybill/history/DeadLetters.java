package dev.waybill.history;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads a destination's DEAD deliveries for operators, grouped by the error of their last attempts. It looks at the
 * oldest {@value #MOST} only, so that a large number costs no more than a small one.
 */
public final class DeadLetters {

    /** Limit of the deliveries that are looked at. */
    public static final int MOST = 5000;

    private static final String DEAD = "SELECT d.id, " + ErrorSignature.SIGNATURE + """
         AS signature
          FROM (SELECT id FROM outbox_delivery WHERE destination = :destination AND state = 'DEAD'
                 ORDER BY event_id, id LIMIT :most) d
        """;

    private static final String SIGNATURES = "SELECT signature, count(*) AS count, min(id) AS oldest FROM (" + DEAD
            + ") x GROUP BY signature ORDER BY count DESC, signature LIMIT 50";

    private static final String IDS =
            "SELECT id FROM (" + DEAD + ") x WHERE signature = :signature ORDER BY id LIMIT :limit";

    private final JdbcClient jdbc;

    DeadLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * DEAD deliveries that failed alike.
     *
     * @param oldest the delivery with the lowest id among them
     */
    public record Signature(String signature, long count, long oldest) {}

    /** Returns the signatures, the most frequent first. */
    public List<Signature> signatures(String destination) {
        return jdbc.sql(SIGNATURES)
                .param("destination", destination)
                .param("most", MOST)
                .query(Signature.class)
                .list();
    }

    /** Returns the deliveries with this signature, by id. */
    public List<Long> ids(String destination, String signature, int limit) {
        return jdbc.sql(IDS)
                .param("destination", destination)
                .param("most", MOST)
                .param("signature", signature)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }
}
