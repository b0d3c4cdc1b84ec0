package dev.waybill.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server that a killed hub leaves behind: it goes on running and holds the database. */
final class Orphan {

    private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
    private static final int STOP_SECONDS = 120;

    private Orphan() {}

    /** Stops the server, if there is one. The caller holds the hub's lock, so no live hub uses it. */
    static void stop(ClusterFiles cluster, PostgresBinaries binaries) throws IOException {
        Optional<ProcessHandle> process = process(cluster);
        if (process.isEmpty()) {
            return; // PostgreSQL itself cleans up after a dead server
        }
        if (isServerOf(process.get(), cluster)) {
            LOG.info(
                    "Stopping the PostgreSQL (process {}) that a killed hub left running",
                    process.get().pid());
            PostgresProgram.run(
                    binaries.program("pg_ctl"),
                    "--pgdata=" + cluster.directory(),
                    "--mode=fast",
                    "--wait",
                    "--timeout=" + STOP_SECONDS,
                    "stop");
        } else {
            // the process number now belongs to another program: PostgreSQL would refuse to start, and pg_ctl would
            // stop that program
            Files.delete(pidFile(cluster));
        }
    }

    /** Returns the live process with the number that the cluster's last server noted. */
    static Optional<ProcessHandle> process(ClusterFiles cluster) throws IOException {
        return noted(pidFile(cluster)).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    }

    private static Path pidFile(ClusterFiles cluster) {
        return cluster.directory().resolve("postmaster.pid");
    }

    static boolean isServerOf(ProcessHandle process, ClusterFiles cluster) {
        String command = process.info().commandLine().orElse("");
        return command.contains("postgres")
                && command.contains(cluster.directory().toString());
    }

    private static Optional<Long> noted(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
