package dev.waybill;

/**
 * Gives the JVM more carriers for virtual threads than it has cores. A mapping that never ends keeps its carrier until it
 * is cut off; as many mappings run at once as there are cores, so the rest of the hub goes on with the other carriers.
 */
public final class SpareCarriers {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private SpareCarriers() {}

    /** Has an effect before the first virtual thread alone. A value that the operator set stays. */
    public static void provide() {
        if (System.getProperty(PARALLELISM) == null) {
            int cores = Runtime.getRuntime().availableProcessors();
            System.setProperty(PARALLELISM, String.valueOf(cores + Math.max(1, cores / 2)));
        }
    }
}
