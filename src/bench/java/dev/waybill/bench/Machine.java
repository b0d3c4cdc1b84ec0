package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The facts that a figure depends on besides the code. */
final class Machine {

    private Machine() {}

    static Map<String, String> describe(Server server) throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("load before the run", load());
        machine.put("Java", Runtime.version().toString());
        machine.put("PostgreSQL", server.version());
        machine.put("PostgreSQL's settings", Server.SETTINGS.toString());
        return machine;
    }

    /** Runnable processes, mean of the last minute: above a few tenths, somebody else is using the machine. */
    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }
}
