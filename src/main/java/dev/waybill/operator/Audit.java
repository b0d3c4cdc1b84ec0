package dev.waybill.operator;

import java.sql.Types;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code audit}: what operators did, in the transaction of the command itself; what was refused; whose bodies
 * were read. {@link AuditChain} seals the rows.
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

    private final JdbcClient jdbc;

    public Audit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param verb what was done, such as {@code replay}
     * @param subject to what kind of thing: {@code event}, {@code delivery} or {@code replay}
     */
    public void record(Command command, String verb, String subject, long id) {
        insert(command, verb, subject, id, null, false);
    }

    /** The same for a thing that has a name and no id, such as a {@code destination}. */
    public void record(Command command, String verb, String subject, String name) {
        insert(command, verb, subject, null, name, false);
    }

    /** Records a refused command. @param asked the request */
    public void refused(Command command, String verb, String asked) {
        insert(command, verb, "request", null, asked, true);
    }

    /** The same for several things at once. */
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
