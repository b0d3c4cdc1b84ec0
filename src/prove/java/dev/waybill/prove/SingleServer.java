package dev.waybill.prove;

import dev.waybill.database.OwnServer;
import dev.waybill.database.OwnServer.Stop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** One server, which is restarted in each way. */
record SingleServer(OwnServer server) implements Database {

    @Override
    public List<Integer> ports() {
        return List.of(server.port());
    }

    @Override
    public String url(List<Integer> ports) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(ports.getFirst());
    }

    @Override
    public String username() {
        return server.username();
    }

    @Override
    public String password() {
        return server.password();
    }

    @Override
    public Connection connect() throws SQLException {
        return server.connect();
    }

    @Override
    public List<Fault> faults(Random random) {
        return List.of(
                new Restart(server, Stop.FAST, Script.seconds(random, 0, 5)),
                new Restart(server, Stop.IMMEDIATE, Script.seconds(random, 0, 5)));
    }

    @Override
    public List<Fault> once(Random random) {
        return List.of();
    }

    @Override
    public void close() {
        server.close();
    }

    /** PostgreSQL goes away and comes back. */
    record Restart(OwnServer server, Stop mode, Duration away) implements Fault {

        @Override
        public String kind() {
            return "PostgreSQL restarted, " + mode.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public void befall(Ground ground) throws Exception {
            server.stop(mode);
            ground.hold(away);
            server.start();
        }

        @Override
        public String toString() {
            return "Restart[mode=%s, away=%s]".formatted(mode, away);
        }
    }
}
