package dev.waybill.operator;

import java.sql.Types;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code audit}. It records operators' commands in the command's own transaction, refused commands, and the
 * reading of bodies. {@link AuditChain} seals the rows.
 */
public final class Audit {

    private static final String INSERT = """
        INSERT INTO audit (who, verb, subject, subject_id, subject_name, reason, address, refused)
        VALUES (:who, :verb, :subject, :id, :name, :reason, :address, :refused)\
        """;

    private static final String INSERT_ALL = """
        INSERT INTO audit (who, verb, subject, subject_id, reason, address)
        SELECT :who, :verb, :subject, u.id, :reason, :address FROM unnest(:ids) u(id) ORDER BY u.id\
        """;

    private static final String REASON = """
        SELECT reason FROM audit WHERE verb = :verb AND subject = :subject AND subject_id = :id ORDER BY id DESC LIMIT 1\
        """;

    private final JdbcClient jdbc;

    public Audit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records a command.
     *
     * @param verb the action, such as {@code replay}
     * @param subject the kind of its object: {@code event}, {@code delivery} or {@code replay}
     */
    public void record(Command command, String verb, String subject, long id) {
        insert(command, verb, subject, id, null, false);
    }

    /** Records a command on an object with a name and no id, such as a {@code destination}. */
    public void record(Command command, String verb, String subject, String name) {
        insert(command, verb, subject, null, name, false);
    }

    /**
     * Records a refused command.
     *
     * @param asked the request
     */
    public void refused(Command command, String verb, String asked) {
        insert(command, verb, "request", null, asked, true);
    }

    /** Records a command on several objects at once. */
    public void recordAll(Command command, String verb, String subject, Collection<Long> ids) {
        jdbc.sql(INSERT_ALL)
                .param("who", command.who())
                .param("verb", verb)
                .param("subject", subject)
                .param("ids", ids.toArray(Long[]::new))
                .param("reason", command.reason())
                .param("address", command.address(), Types.VARCHAR)
                .update();
    }

    /** Returns the reason given with the last such command; empty if there was none. */
    public Optional<String> reason(String verb, String subject, long id) {
        return jdbc.sql(REASON)
                .param("verb", verb)
                .param("subject", subject)
                .param("id", id)
                .query(String.class)
                .optional();
    }

    private void insert(
            Command command, String verb, String subject, @Nullable Long id, @Nullable String name, boolean refused) {
        jdbc.sql(INSERT)
                .param("who", command.who())
                .param("verb", verb)
                .param("subject", subject)
                .param("id", id, Types.BIGINT)
                .param("name", name, Types.VARCHAR)
                .param("reason", command.reason())
                .param("address", command.address(), Types.VARCHAR)
                .param("refused", refused)
                .update();
    }
}
