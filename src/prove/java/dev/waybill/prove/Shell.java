package dev.waybill.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code bin/waybill} beside the jar, as an author calls it: each time a process of its own. */
final class Shell {

    private final Path home =
            Path.of(System.getProperty("waybill.jar")).toAbsolutePath().getParent();

    /** Without the start-up cache, and with it where there is one. */
    List<Boolean> caches() {
        return Files.exists(home.resolve("waybill.aot")) ? List.of(false, true) : List.of(false);
    }

    /** ms of so many runs. @throws IllegalStateException if one of them finds something */
    List<Long> times(int runs, boolean cache, String... command) throws IOException, InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            ProcessBuilder shell = new ProcessBuilder(
                    Stream.concat(Stream.of(home.resolve("bin/waybill").toString()), Stream.of(command))
                            .toList());
            shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
            shell.environment().put("JAVA_OPTS", cache ? "" : "-XX:AOTMode=off");
            Path said = Files.createTempFile("waybill-", ".txt");
            long begun = System.nanoTime();
            int status = shell.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start()
                    .waitFor();
            times.add((System.nanoTime() - begun) / 1_000_000);
            String text = Files.readString(said);
            Files.delete(said);
            if (status != 0) {
                throw new IllegalStateException("%s ended with %d:\n%s".formatted(List.of(command), status, text));
            }
        }
        return times;
    }
}
