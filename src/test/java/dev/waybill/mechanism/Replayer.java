package dev.waybill.mechanism;

import dev.waybill.replay.JobDriver;
import java.util.Set;

/** Replays what is dead or waits by jobs of a few deliveries at a time, and has its part in the others' jobs. */
final class Replayer extends Actor {

    private final JobDriver jobs;

    Replayer(World world, String name) {
        super(world, name);
        this.jobs = new JobDriver(database, Rules.DESTINATIONS);
    }

    @Override
    boolean step() {
        if (chance(50)) {
            String destination = Rules.DESTINATIONS.get(random.nextInt(Rules.DESTINATIONS.size()));
            Set<String> states = chance(3) ? Set.of("DEAD", "PENDING") : Set.of("DEAD");
            if (jobs.start(destination, states, 1 + random.nextInt(10))) {
                world.journal.count(Journal.Count.REPLAY_JOBS);
            }
        }
        if (chance(5)) {
            jobs.tick();
        }
        return false;
    }

    @Override
    void forget() {}

    @Override
    void unsure() {}
}
