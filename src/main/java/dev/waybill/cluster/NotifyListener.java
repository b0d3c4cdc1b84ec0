package dev.waybill.cluster;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * Listens on a connection of its own for work that other nodes can't take at once. The hub also works without LISTEN,
 * such as behind a pooler that shares connections. Its tick then finds the same work within a second.
 */
final class NotifyListener extends LoopLifecycle {

    private static final Duration LOOK = Duration.ofMillis(500);
    /** The number of silent looks until the connection itself is tested: a peer that vanished is silent too. */
    private static final int SILENT_LOOKS = 60;

    private static final Duration VALID_WITHIN = Duration.ofSeconds(1);

    private final DataSource database;
    private final Map<String, NotifyTarget> byTopic;
    private final Loop loop = new Loop("hears signals", new Wakeup(), this::listen);

    NotifyListener(DataSource database, List<NotifyTarget> signalled) {
        this.database = database;
        this.byTopic = signalled.stream().collect(toUnmodifiableMap(NotifyTarget::topic, Function.identity()));
    }

    @Override
    protected Loop loop() {
        return loop;
    }

    /** Listens until this stops or the connection breaks; the loop then opens another one. */
    private void listen() {
        try (Connection connection = database.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + NotifySender.CHANNEL);
            }
            hear(connection, connection.unwrap(PGConnection.class));
        } catch (SQLException e) {
            throw new UncategorizedSQLException("listening to other nodes", null, e);
        }
    }

    private void hear(Connection connection, PGConnection ears) throws SQLException {
        int silent = 0;
        while (isRunning()) {
            PGNotification[] heard = ears.getNotifications((int) LOOK.toMillis());
            for (PGNotification notification : heard) {
                tell(notification.getParameter());
            }
            silent = heard.length > 0 ? 0 : silent + 1;
            if (silent == SILENT_LOOKS) {
                silent = 0;
                if (!connection.isValid((int) VALID_WITHIN.toSeconds())) {
                    throw new SQLException("the connection does not answer any more");
                }
            }
        }
    }

    private void tell(String signal) {
        int slash = signal.indexOf('/');
        NotifyTarget signalled = byTopic.get(signal.substring(0, Math.max(0, slash)));
        if (signalled != null) {
            signalled.heard(signal.substring(slash + 1));
        }
    }
}
