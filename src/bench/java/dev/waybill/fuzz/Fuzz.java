package dev.waybill.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.waybill.webhook.Fuzzed;
import dev.waybill.webhook.FuzzedDoor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.LoggerFactory;

/** {@code bench/fuzz}: exits 0 if no input did what none may, 1 with the input if one did, 2 if it was told something odd. */
public final class Fuzz {

    private static final String USAGE = "bench/fuzz [--inputs N] [--seed N] [--only TARGET]";

    /** Through the door on a socket an input takes a hundred times as long. */
    private static final int AT_THE_DOOR_ONE_IN = 100;

    private static final long MORE_HEAP = 32 << 20;

    private Fuzz() {}

    public static void main(String[] arguments) throws Exception {
        long inputs = 10_000_000;
        String only = "";
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                switch (arguments[i]) {
                    case "--inputs" -> inputs = Long.parseLong(arguments[i + 1]);
                    case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
                    case "--only" -> only = arguments[i + 1];
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
        } catch (RuntimeException e) {
            System.err.println("Not understood: " + e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
        System.out.printf("seed %d%n", seed);
        int code = 0;
        quiet();
        try (FuzzedDoor door = FuzzedDoor.open()) {
            quiet(); // Spring has its own mind about levels
            run(door, inputs, seed, only);
        } catch (AssertionError found) {
            System.out.println(found.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static void quiet() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    }

    private static void run(FuzzedDoor door, long inputs, long seed, String only) throws Exception {
        Map<Target, Long> shares = new LinkedHashMap<>();
        long atTheDoor = inputs / AT_THE_DOOR_ONE_IN;
        Fuzzed.all()
                .forEach(target ->
                        shares.put(target, (inputs - atTheDoor) / Fuzzed.all().size()));
        shares.put(door, atTheDoor);
        shares.keySet().removeIf(target -> !target.name().contains(only));
        int cores = Runtime.getRuntime().availableProcessors();
        for (Map.Entry<Target, Long> share : shares.entrySet()) {
            Campaign campaign = new Campaign(seed, share.getKey() == door ? FuzzedDoor.CONNECTIONS : cores);
            long began = System.nanoTime();
            campaign.run(share.getKey(), 1000);
            long heap = heap();
            campaign.run(share.getKey(), share.getValue());
            long more = heap() - heap;
            System.out.printf(
                    "%-22s %,12d inputs %6d s   heap %+d KiB   %s%n",
                    share.getKey().name(),
                    share.getValue(),
                    (System.nanoTime() - began) / 1_000_000_000,
                    more >> 10,
                    share.getKey());
            if (more > MORE_HEAP) {
                throw new AssertionError(
                        "%s keeps %d bytes".formatted(share.getKey().name(), more));
            }
        }
    }

    /** Live bytes, as far as collections tell. */
    private static long heap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
