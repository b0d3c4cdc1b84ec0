package dev.waybill.mutants;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.candidate.OfflineHub;
import dev.waybill.mutants.Trial.Seen;
import dev.waybill.mutants.Trial.Tried;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code bench/mutants}: exits 0 if the check judged each mutant, 1 if it failed itself, 2 if it was told something odd. */
public final class Mutants {

    private Mutants() {}

    public static void main(String[] arguments) throws Exception {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        int count = 2_000;
        try {
            seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : seed;
            count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : count;
        } catch (NumberFormatException e) {
            System.err.println("Not understood: " + e.getMessage() + "\nbench/mutants [SEED] [COUNT]");
            System.exit(2);
        }
        System.out.printf("seed %d%n", seed);
        Score score = score(seed, count, Mutants::print);
        System.out.println(score.inWords());
        System.exit(score.of(Seen.CRASH) == 0 ? 0 : 1);
    }

    static Score score(long seed, int count, Consumer<Tried> each) throws Exception {
        Bundle shipped = ReadBundle.from(Path.of("routes"));
        Mutator mutator = new Mutator(shipped, seed);
        Score score = new Score();
        try (ConfigurableApplicationContext beans = OfflineHub.start("--logging.level.root=off");
                Trial trial = new Trial(shipped, beans)) {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
            for (int i = 0; i < count; i++) {
                Tried tried = trial.of(mutator.next());
                score.add(tried);
                each.accept(tried);
            }
        }
        return score;
    }

    /** Prints what a person has to judge. */
    private static void print(Tried tried) {
        String title = tried.title();
        if (!title.isEmpty()) {
            System.out.printf("%s%n  %s%n  %s%n", title, tried.mutant(), tried.words());
        }
    }
}
