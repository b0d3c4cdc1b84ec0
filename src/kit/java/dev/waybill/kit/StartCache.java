package dev.waybill.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a started hub in a file, of which Java takes them at the next start. Without it half of the work of many tests
 * is to read the same classes. The build names the file; a hub starts without one too.
 */
final class StartCache {

    private static final Logger LOG = LoggerFactory.getLogger(StartCache.class);

    private static final String FILE = System.getProperty("waybill.hub.cache", "");

    private static boolean tried;

    private StartCache() {}

    /**
     * Options of Java by which the next hub takes it.
     *
     * @param java the program and its options, as the hubs have them
     */
    static synchronized List<String> options(List<String> java, Path jar) {
        if (FILE.isEmpty()) {
            return List.of();
        }
        Path file = Path.of(FILE);
        try {
            if (!tried) {
                tried = true;
                Files.deleteIfExists(file);
                make(java, jar, file);
            }
            return Files.exists(file) ? List.of("-XX:SharedArchiveFile=" + file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** By a start that ends as soon as the hub is ready. */
    private static void make(List<String> java, Path jar, Path file) throws IOException, InterruptedException {
        Path making = file.resolveSibling(file.getFileName() + ".making");
        Path log = file.resolveSibling(file.getFileName() + ".log");
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + making, "-Dwaybill.prepare=true", "-jar", jar.toString()));
        ProcessBuilder start =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        var environment = start.environment();
        environment.put("SPRING_DATASOURCE_URL", TestPostgres.empty().getUrl());
        environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
        environment.put("COVVER_CLIENT_SECRET", HubProcess.SECRET);
        environment.put("CAMEL_MAIN_AUTO_STARTUP", "false");
        environment.put("WAYBILL_LISTENER_HOST", "127.0.0.1");
        environment.put("WAYBILL_LISTENER_PORT", "0");
        environment.put("SERVER_PORT", "0");
        int status = start.start().waitFor();
        if (status == 0 && Files.exists(making)) {
            Files.move(making, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            LOG.warn(
                    "The hubs of these tests start without a cache, only slower: {} says why, status {}.", log, status);
        }
    }
}
