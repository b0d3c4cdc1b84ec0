package dev.waybill.mechanism;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * One actor's connection, which breaks now and then: the socket is closed, or the server's process is ended, in the
 * middle of a transaction; or a commit goes through and its answer is lost.
 */
final class Saboteur extends AbstractDataSource {

    /** Connection lost (class 08), ended by an administrator, or used after that. */
    private static final Set<String> EXPECTED = Set.of("08000", "08003", "08006", "57P01");

    private final PGSimpleDataSource database;
    private final SplittableRandom random;
    private final int oneIn;
    private final Runnable onBreak;
    private @Nullable Connection kept;

    /** @param oneIn a statement or commit in so many breaks the connection; 0 never does */
    Saboteur(PGSimpleDataSource database, SplittableRandom random, int oneIn, Runnable onBreak) {
        this.database = database;
        this.random = random;
        this.oneIn = oneIn;
        this.onBreak = onBreak;
    }

    static boolean mayCause(@Nullable String state) {
        return state != null && EXPECTED.contains(state);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (kept == null || kept.isClosed()) {
            kept = database.getConnection();
        }
        Connection real = kept;
        return (Connection) Proxy.newProxyInstance(
                Saboteur.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(real, method, arguments));
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException();
    }

    void disconnect() throws SQLException {
        if (kept != null) {
            kept.close();
        }
    }

    private @Nullable Object call(Connection real, Method method, Object @Nullable [] arguments) throws Throwable {
        boolean strikes = oneIn > 0 && random.nextInt(oneIn) == 0;
        switch (method.getName()) {
            case "close" -> {
                return null;
            }
            case "prepareStatement" -> {
                if (strikes) {
                    destroy(real);
                }
            }
            case "commit" -> {
                if (strikes) {
                    return random.nextBoolean() ? loseAnswer(real) : destroyThenCommit(real);
                }
            }
            default -> {}
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private void destroy(Connection real) throws SQLException {
        onBreak.run();
        if (random.nextBoolean()) {
            real.abort(Runnable::run);
        } else {
            terminate(real.unwrap(PGConnection.class).getBackendPID());
        }
    }

    private @Nullable Object destroyThenCommit(Connection real) throws SQLException {
        destroy(real);
        real.commit();
        return null;
    }

    private Object loseAnswer(Connection real) throws SQLException {
        real.commit();
        onBreak.run();
        real.abort(Runnable::run);
        throw new SQLException("The answer to a commit was lost", "08006");
    }

    private void terminate(int pid) throws SQLException {
        try (Connection other = database.getConnection();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(" + pid + ")");
        }
    }
}
