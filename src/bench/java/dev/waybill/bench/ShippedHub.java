package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The hub as an operator has it: the archive, unpacked by {@code bench/prepare}, started by its own script on this JVM's
 * Java.
 */
final class ShippedHub {

    private final String script;

    private ShippedHub(String script) {
        this.script = script;
    }

    /** Takes the one that {@code bench/prepare} has unpacked. */
    static ShippedHub prepare() throws IOException, InterruptedException {
        return in(Path.of("target/bench/hub"));
    }

    /** Makes the start-up cache of the hub in this folder, as README tells an operator to. */
    static ShippedHub in(Path folder) throws IOException, InterruptedException {
        String script = folder.resolve("bin/waybill").toAbsolutePath().toString();
        Process preparing = Children.start(onThisJava(script, "prepare").inheritIO());
        if (preparing.waitFor() != 0) {
            throw new IllegalStateException("bin/waybill prepare failed: what it says is above");
        }
        return new ShippedHub(script);
    }

    /** Starts it. The routes that it finds are those of its own folder. */
    ProcessBuilder command() {
        return onThisJava(script);
    }

    private static ProcessBuilder onThisJava(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }
}
