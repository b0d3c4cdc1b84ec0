package dev.waybill.prove;

import dev.waybill.database.StandbyPair;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** A primary and its synchronous standby: each freezes now and then, and once the primary dies and the standby takes over. */
record StandbyServers(StandbyPair pair) implements Database {

    private static final Pattern PORT = Pattern.compile(":(\\d+)");

    @Override
    public List<Integer> ports() {
        return PORT.matcher(pair.jdbcUrl())
                .results()
                .map(port -> Integer.parseInt(port.group(1)))
                .toList();
    }

    @Override
    public String url(List<Integer> ports) {
        String url = pair.jdbcUrl();
        for (int i = 0; i < ports.size(); i++) {
            url = url.replace(":" + ports().get(i), ":" + ports.get(i));
        }
        return url;
    }

    @Override
    public String username() {
        return StandbyPair.USERNAME;
    }

    @Override
    public String password() {
        return "";
    }

    @Override
    public Connection connect() throws SQLException {
        return pair.dataSource().getConnection();
    }

    @Override
    public List<Fault> faults(Random random) {
        return List.of(
                new Freeze(pair, true, Script.seconds(random, 2, 8)),
                new Freeze(pair, false, Script.seconds(random, 2, 8)));
    }

    @Override
    public List<Fault> once(Random random) {
        return List.of(new Failover(pair, Script.seconds(random, 0, 8)));
    }

    @Override
    public void close() {
        pair.close();
    }

    /** SIGSTOP: nothing is answered, or nothing is committed. After the failover the first no longer matters. */
    record Freeze(StandbyPair pair, boolean primary, Duration length) implements Fault {

        @Override
        public String kind() {
            return primary ? "primary frozen" : "standby frozen";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            if (primary) {
                pair.freezePrimary();
            } else {
                pair.freezeStandby();
            }
            ground.hold(length);
            if (primary) {
                pair.thawPrimary();
            } else {
                pair.thawStandby();
            }
        }

        @Override
        public String toString() {
            return "Freeze[primary=%s, length=%s]".formatted(primary, length);
        }
    }

    /** The primary is killed and never comes back; after a while the standby is promoted. */
    record Failover(StandbyPair pair, Duration away) implements Fault {

        @Override
        public String kind() {
            return "primary killed and standby promoted";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            pair.killPrimary();
            ground.hold(away);
            pair.promote();
        }

        @Override
        public String toString() {
            return "Failover[away=%s]".formatted(away);
        }
    }
}
