package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses a server that may lose a commit, or on which the hub can't work. */
final class Durability {

    private static final Logger LOG = LoggerFactory.getLogger(Durability.class);

    private static final int OLDEST = 15;

    private static final String ASK = """
        SELECT current_setting('server_version_num')::int / 10000   AS major,
               current_setting('server_version')                    AS version,
               current_setting('server_encoding')                   AS encoding,
               current_setting('fsync')::boolean                    AS fsync,
               current_setting('full_page_writes')::boolean         AS full_page_writes,
               current_setting('synchronous_commit')                AS synchronous_commit,
               current_setting('synchronous_standby_names') <> ''   AS standbys,
               current_setting('transaction_read_only')::boolean    AS read_only
        """;

    private Durability() {}

    /** @throws BadSetting if the server, as this user sees it, is not fit */
    static void check(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet server = statement.executeQuery(ASK)) {
            server.next();
            refuse(
                    server.getInt("major") < OLDEST,
                    "needs PostgreSQL %d or newer, and this server is %s."
                            .formatted(OLDEST, server.getString("version")));
            refuse(
                    !"UTF8".equals(server.getString("encoding")),
                    "needs a database in UTF8, and this one is in %s: create another."
                            .formatted(server.getString("encoding")));
            refuse(
                    server.getBoolean("read_only"),
                    "needs to write, and this server is a standby or read-only: name the primary.");
            refuse(
                    !server.getBoolean("fsync"),
                    "accepts no orders with fsync=off, because the server can lose or damage them: turn it on.");
            refuse(
                    forgets(server.getString("synchronous_commit"), server.getBoolean("standbys")),
                    "accepts no orders while the server can lose a commit, and synchronous_commit is %s%s: set it to on."
                            .formatted(
                                    server.getString("synchronous_commit"),
                                    server.getBoolean("standbys") ? " while synchronous standbys are named" : ""));
            if (!server.getBoolean("full_page_writes")) {
                // only warned of: it is right on some file systems and some providers' storage, and only the operator
                // knows
                LOG.warn("The server runs with full_page_writes=off: on an ordinary file system, a power cut can damage"
                        + " the database");
            }
        }
    }

    private static boolean forgets(String synchronousCommit, boolean standbys) {
        return "off".equals(synchronousCommit) || standbys && "local".equals(synchronousCommit);
    }

    private static void refuse(boolean unfit, String sentence) {
        if (unfit) {
            throw new BadSetting("SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_URL: the hub " + sentence);
        }
    }
}
