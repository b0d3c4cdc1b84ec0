package dev.waybill;

/**
 * Gives the JVM more carrier threads for virtual threads than it has cores. A mapping that never ends keeps its carrier
 * until the hub stops it. Mappings run at once up to the number of cores, so the rest of the hub uses the other
 * carriers.
 */
public final class SpareCarriers {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private SpareCarriers() {}

    /**
     * Sets the number of carriers. The setting has an effect only before the first virtual thread. A value that the
     * operator set stays.
     */
    public static void provide() {
        if (System.getProperty(PARALLELISM) == null) {
            int cores = Runtime.getRuntime().availableProcessors();
            System.setProperty(PARALLELISM, String.valueOf(cores + Math.max(1, cores / 2)));
        }
    }
}
