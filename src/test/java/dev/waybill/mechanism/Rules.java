package dev.waybill.mechanism;

import dev.waybill.routing.RoutingSlip.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** The "YAML" of a run: where each event goes, and which events the route chokes on. A key always gets the same lines. */
final class Rules {

    static final List<String> DESTINATIONS = List.of("erp", "email", "sftp", "feed");

    /** The destination whose dead deliveries are skipped instead of blocking their lane. */
    static final String SKIPS_DEAD = "email";

    private final long seed;
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final Set<String> mended = ConcurrentHashMap.newKeySet();

    Rules(long seed) {
        this.seed = seed;
    }

    /** The lines of the event, or a failure, as a route would. */
    List<Line> decide(String key) {
        int attempt = tries.merge(key, 1, Integer::sum);
        int luck = random(key, 1).nextInt(1000);
        if (luck < 40 && attempt <= 1 + luck % 3) {
            throw new IllegalStateException("The route fails on try " + attempt);
        }
        if (luck < 50 && !mended.contains(key)) {
            throw new IllegalStateException("The route has to be mended first");
        }
        if (luck < 60 && attempt == 1) {
            return List.of(new Line("erp", luck % 2 == 0 ? "no text: \0" : longerThanAnIndexTakes(key), true));
        }
        return lines(key);
    }

    void mend(String key) {
        mended.add(key);
    }

    List<Line> lines(String key) {
        SplittableRandom random = random(key, 2);
        List<Line> lines = new ArrayList<>();
        if (random.nextInt(100) < 4) {
            return lines;
        }
        lines.add(new Line("erp", "", true));
        if (random.nextInt(100) < 50) {
            lines.add(new Line("email", "", true));
        }
        if (random.nextInt(100) < 30) {
            lines.add(new Line("feed", "", false));
        }
        if (random.nextInt(100) < 30) {
            lines.add(new Line("sftp", "a", true));
            lines.add(new Line("sftp", "b", true));
        }
        return lines;
    }

    private String longerThanAnIndexTakes(String key) {
        return random(key, 3)
                .ints(8000, 'A', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private SplittableRandom random(String key, int purpose) {
        return new SplittableRandom(seed * 31 + key.hashCode() * 7919L + purpose);
    }
}
