package dev.waybill.mutants;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.candidate.OfflineHub;
import dev.waybill.mutants.Trial.Seen;
import dev.waybill.mutants.Trial.Tried;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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
        Score score = score(seed, count);
        print("The check itself failed", score.those(each -> each.seen() == Seen.CRASH));
        print("Error in another line", score.wrongLines());
        print("Not made, and no error of the check", score.those(each -> each.words().startsWith("can't be made")));
        print("Seen by nobody", score.those(each -> each.seen() == Seen.NOBODY));
        print("Equivalent", score.those(each -> each.seen() == Seen.SAME));
        System.out.println(score.inWords());
        System.exit(score.of(Seen.CRASH) == 0 ? 0 : 1);
    }

    static Score score(long seed, int count) throws Exception {
        Bundle shipped = ReadBundle.from(Path.of("routes"));
        Mutator mutator = new Mutator(shipped, seed);
        Score score = new Score();
        try (ConfigurableApplicationContext beans = OfflineHub.start("--logging.level.root=off");
                Trial trial = new Trial(shipped, beans)) {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
            for (int i = 0; i < count; i++) {
                score.add(trial.of(mutator.next()));
            }
        }
        return score;
    }

    private static void print(String title, List<Tried> some) {
        System.out.printf("%n%s: %d%n", title, some.size());
        some.forEach(each -> System.out.printf("  %s%n    %s%n", each.mutant(), each.words()));
    }
}
