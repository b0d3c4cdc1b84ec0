package dev.waybill.inbox;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code audit}: what operators did. Written in the transaction of the command itself. */
public final class Audit {

    private static final String INSERT = """
        INSERT INTO audit (who, verb, subject, subject_id, reason)
        VALUES (:who, :verb, :subject, :id, :reason)\
        """;

    private final JdbcClient jdbc;

    public Audit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param verb what was done, such as {@code replay}
     * @param subject to what kind of thing: {@code event} or {@code delivery}
     */
    public void record(Command command, String verb, String subject, long id) {
        jdbc.sql(INSERT)
                .param("who", command.who())
                .param("verb", verb)
                .param("subject", subject)
                .param("id", id)
                .param("reason", command.reason())
                .update();
    }
}
