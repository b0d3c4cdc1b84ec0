package dev.waybill.siege;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** @param tls whether it is at the door that speaks TLS */
record Phase(String name, double seconds, boolean tls, List<Attack> attacks) {

    /** All kinds within half a minute. */
    static List<Phase> brief(Arsenal arms, double seconds) {
        return List.of(
                phase("memory", seconds, arms.unreadAnswers(), arms.heldBodies(), arms.floods()),
                phase(
                        "connections",
                        seconds,
                        arms.idle(),
                        arms.idleOfMany(),
                        arms.newConnections(),
                        arms.halfClosers()),
                phase("requests", seconds, arms.tricks(), arms.oversize(), arms.pipelines(), arms.trickles()),
                phase("console", seconds, arms.slowLogins()),
                handshakes(arms, seconds),
                phase("all at once", seconds, everything(arms)));
    }

    /** Each kind on its own, then all at once. */
    static List<Phase> each(Arsenal arms, double minutes) {
        double seconds = minutes * 60 / 14;
        return List.of(
                phase("answers never read", seconds, arms.unreadAnswers()),
                phase("bodies held back", seconds, arms.heldBodies()),
                phase("bodies held by many", seconds, arms.heldBodiesOfMany()),
                phase("trickles", seconds, arms.trickles()),
                phase("idle", seconds, arms.idle()),
                phase("idle, of many", seconds, arms.idleOfMany()),
                phase("new connections", seconds, arms.newConnections()),
                phase("half closed", seconds, arms.halfClosers()),
                phase("pipelines, oversize", seconds, arms.pipelines(), arms.oversize()),
                phase("framing tricks", seconds, arms.tricks()),
                phase("floods", seconds, arms.floods()),
                phase("slow logins", seconds, arms.slowLogins()),
                handshakes(arms, seconds),
                phase("all at once", seconds, everything(arms)));
    }

    private static Phase handshakes(Arsenal arms, double seconds) {
        return new Phase("stalled handshakes", seconds, true, arms.stalledHandshakes());
    }

    private static List<Attack> everything(Arsenal arms) {
        List<Attack> all = new ArrayList<>();
        Stream.of(
                        arms.unreadAnswers(),
                        arms.heldBodies(),
                        arms.trickles(),
                        arms.idleOfMany(),
                        arms.newConnections(),
                        arms.halfClosers(),
                        arms.pipelines(),
                        arms.oversize(),
                        arms.tricks(),
                        arms.floods(),
                        arms.slowLogins())
                .forEach(all::addAll);
        return all;
    }

    @SafeVarargs
    private static Phase phase(String name, double seconds, List<Attack>... attacks) {
        return new Phase(
                name, seconds, false, Stream.of(attacks).flatMap(List::stream).toList());
    }
}
