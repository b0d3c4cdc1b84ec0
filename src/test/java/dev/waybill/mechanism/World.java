package dev.waybill.mechanism;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.ds.PGSimpleDataSource;

/** The state that the actors of a run share. */
final class World {

    static final List<String> SOURCES = List.of("covver", "shop");

    /** The places where a connection breaks: once in so many statements. */
    private static final int BREAKS_ONE_IN = 250;

    final PGSimpleDataSource database;
    final long seed;
    final Journal journal = new Journal();
    final Graveyard graveyard = new Graveyard();
    final Rules rules;
    /** The events that senders were told are stored: the id by the key. */
    final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    volatile boolean over;

    World(PGSimpleDataSource database, long seed) {
        this.database = database;
        this.seed = seed;
        this.rules = new Rules(seed);
    }

    SplittableRandom random(String actor) {
        return new SplittableRandom(seed * 1_000_003 + actor.hashCode());
    }

    Saboteur connection(String actor) {
        return new Saboteur(
                database,
                random(actor + " connection"),
                BREAKS_ONE_IN,
                () -> journal.count(Journal.Count.BROKEN_CONNECTIONS));
    }
}
