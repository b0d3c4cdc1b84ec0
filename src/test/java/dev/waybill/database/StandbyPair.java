package dev.waybill.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A primary and its streaming standby on loopback: nothing is committed before the standby has applied it ({@code
 * synchronous_commit=remote_apply}). What a client was told is committed is there after {@link #killPrimary} and {@link
 * #promote}.
 */
public final class StandbyPair implements AutoCloseable {

    /** Of every login; no password is asked. */
    public static final String USERNAME = "postgres";

    private static final String DATABASE = "waybill";
    private static final String STANDBY = "standby";

    private final StandbyServer primary;
    private final StandbyServer standby;

    private StandbyPair(StandbyServer primary, StandbyServer standby) {
        this.primary = primary;
        this.standby = standby;
    }

    /**
     * With the programs of the tests' own PostgreSQL: 18, or the oldest with {@code -Dwaybill.test.postgres=oldest}.
     *
     * @param directory where both keep their data; exists, and is the caller's to delete
     */
    public static StandbyPair start(Path directory) throws IOException, SQLException {
        boolean oldest = "oldest".equals(System.getProperty("waybill.test.postgres"));
        return start(directory, (oldest ? UnpackedBinaries.OLDEST : UnpackedBinaries.NEWEST).get());
    }

    /** @param installation holds {@code bin}, such as {@code /usr/lib/postgresql/15} */
    public static StandbyPair start(Path directory, Path installation) throws IOException, SQLException {
        return start(directory, new PostgresBinaries(installation, "installed"));
    }

    private static StandbyPair start(Path directory, PostgresBinaries binaries) throws IOException, SQLException {
        StandbyServer primary = StandbyServer.initialise(binaries, directory.resolve("first"));
        StandbyServer standby = new StandbyServer(binaries, directory.resolve("second"));
        StandbyPair pair = new StandbyPair(primary, standby);
        Runtime.getRuntime().addShutdownHook(new Thread(pair::close));
        try {
            primary.start();
            primary.run("CREATE DATABASE " + DATABASE);
            standby.copyOf(primary, STANDBY);
            standby.start();
            // now that it is there: a commit that waits for a standby that never came would hang
            primary.run("ALTER SYSTEM SET synchronous_commit = remote_apply");
            primary.run("ALTER SYSTEM SET synchronous_standby_names = '" + STANDBY + "'");
            primary.restart(); // a reload reaches the processes one after another
            pair.awaitStandby();
            return pair;
        } catch (IOException | SQLException | RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    /** Names both servers; the driver finds the one that takes writes. */
    public String jdbcUrl() {
        return url() + "?targetServerType=primary";
    }

    /** Names both servers and leaves all else to the one who connects. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s".formatted(primary.port(), standby.port(), DATABASE);
    }

    /** Names the standby alone. */
    public String standbyUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(standby.port(), DATABASE);
    }

    /** Connections to whichever takes writes now, one per call. */
    public PGSimpleDataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        source.setUser(USERNAME);
        return source;
    }

    /** {@code kill -9} of all its processes, as by a power cut. It never comes back. */
    public void killPrimary() {
        primary.processes().kill();
    }

    /** SIGSTOP: the primary is there and answers nothing. */
    public void freezePrimary() {
        primary.processes().freeze();
    }

    public void thawPrimary() {
        primary.processes().thaw();
    }

    /** SIGSTOP: no commit of the primary ends any more. */
    public void freezeStandby() {
        standby.processes().freeze();
    }

    public void thawStandby() {
        standby.processes().thaw();
    }

    /** The standby becomes the primary; it takes writes when this returns, and waits for nobody. */
    public void promote() throws IOException {
        standby.promote();
    }

    /** The first number that the query gives on the primary alone. */
    public long ask(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(primary.port(), DATABASE), USERNAME, null);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void awaitStandby() {
        Awaitility.await("the standby keeps up")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ask("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1);
    }

    /** Ends both at once. */
    @Override
    public void close() {
        standby.processes().kill();
        primary.processes().kill();
    }
}
