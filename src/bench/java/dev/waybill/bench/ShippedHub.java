package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The hub as an operator has it: the archive, unpacked by {@code bench/prepare}, started by its own script on this JVM's
 * Java.
 */
final class ShippedHub {

    private static final String SCRIPT =
            Path.of("target/bench/hub/bin/waybill").toAbsolutePath().toString();

    private ShippedHub() {}

    /** Makes the start-up cache, as README tells an operator to. */
    static ShippedHub prepare() throws IOException, InterruptedException {
        Process preparing = Children.start(onThisJava(SCRIPT, "prepare").inheritIO());
        if (preparing.waitFor() != 0) {
            throw new IllegalStateException("bin/waybill prepare failed: what it says is above");
        }
        return new ShippedHub();
    }

    /** Starts it. The routes that it finds are those of its own folder. */
    ProcessBuilder command() {
        return onThisJava(SCRIPT);
    }

    private static ProcessBuilder onThisJava(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }
}
