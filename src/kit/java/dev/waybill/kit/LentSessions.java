package dev.waybill.kit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Sessions that are used again when they have been closed, as new as at their start: without them each statement of a test
 * starts a process of the server, which is many times the work of the statement. Few are kept, of the databases used last.
 */
final class LentSessions extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private static final int KEPT = 12;
    private static final int ALIVE_SECONDS = 5;

    private record Idle(String login, Connection session) {}

    private static final Deque<Idle> IDLE = new ArrayDeque<>();

    static LentSessions of(PGSimpleDataSource database) {
        return (LentSessions) TestPostgres.sameDatabase(database, new LentSessions());
    }

    @Override
    public Connection getConnection() throws SQLException {
        String login = login();
        for (Connection idle = take(login); idle != null; idle = take(login)) {
            if (idle.isValid(ALIVE_SECONDS)) {
                return lend(login, idle);
            }
            end(idle);
        }
        return lend(login, super.getConnection());
    }

    private String login() {
        return getUrl() + " " + getUser();
    }

    private static Connection lend(String login, Connection session) {
        return (Connection) Proxy.newProxyInstance(
                LentSessions.class.getClassLoader(),
                new Class<?>[] {Connection.class, PGConnection.class},
                new Loan(login, session));
    }

    private static Connection take(String login) {
        synchronized (IDLE) {
            for (Iterator<Idle> idle = IDLE.iterator(); idle.hasNext(); ) {
                Idle next = idle.next();
                if (next.login().equals(login)) {
                    idle.remove();
                    return next.session();
                }
            }
            return null;
        }
    }

    private static void keep(String login, Connection session) {
        Idle oldest;
        synchronized (IDLE) {
            IDLE.addFirst(new Idle(login, session));
            oldest = IDLE.size() > KEPT ? IDLE.removeLast() : null;
        }
        if (oldest != null) {
            end(oldest.session());
        }
    }

    private static void end(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // it has ended
        }
    }

    /** One use of a session, from {@code getConnection} to {@code close}. */
    private static final class Loan implements InvocationHandler {

        private final String login;
        private final Connection session;
        private boolean ended;

        private Loan(String login, Connection session) {
            this.login = login;
            this.session = session;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            return switch (method.getName()) {
                case "close" -> {
                    giveBack();
                    yield null;
                }
                case "isClosed" -> hasEnded() || session.isClosed();
                case "isValid" -> !hasEnded() && session.isValid((int) arguments[0]);
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> "lent " + session;
                default -> pass(method, arguments);
            };
        }

        private Object pass(Method method, Object[] arguments) throws Throwable {
            if (hasEnded()) {
                throw new SQLException("This connection has been closed.", "08003");
            }
            try {
                return method.invoke(session, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private synchronized boolean hasEnded() {
            return ended;
        }

        private void giveBack() {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            if (isNewAgain()) {
                keep(login, session);
            } else {
                end(session);
            }
        }

        /** Whether the session is what a new one would be; one that is broken is not. */
        private boolean isNewAgain() {
            try (var statement = session.isClosed() ? null : session.createStatement()) {
                if (statement == null) {
                    return false;
                }
                session.setNetworkTimeout(Runnable::run, 0);
                if (!session.getAutoCommit()) {
                    session.rollback();
                    session.setAutoCommit(true);
                }
                session.setReadOnly(false);
                statement.execute("DISCARD ALL");
                session.clearWarnings();
                return true;
            } catch (SQLException e) {
                return false;
            }
        }
    }
}
