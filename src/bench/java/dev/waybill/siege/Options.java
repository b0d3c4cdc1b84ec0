package dev.waybill.siege;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The options of a run.
 *
 * @param seed decides the order of the phases
 * @param only phases whose name holds this; empty: all
 */
record Options(double minutes, long seed, String only) {

    static final String USAGE = "bench/siege [--minutes M] [--seed N] [--only PHASE]";

    static Options parse(String... arguments) {
        Options options = new Options(10, ThreadLocalRandom.current().nextInt(1_000_000), "");
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    /** Whether what it finds is worth keeping. */
    boolean inEarnest() {
        return minutes >= 10 && only.isEmpty();
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--minutes" -> new Options(Double.parseDouble(value), seed, only);
            case "--seed" -> new Options(minutes, Long.parseLong(value), only);
            case "--only" -> new Options(minutes, seed, value);
            default -> throw new IllegalArgumentException("Not understood: " + name);
        };
    }
}
