package dev.waybill.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.settings.BadSetting;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program of PostgreSQL to its end. A server that it leaves running, as {@code pg_ctl start} does, goes on
 * logging here.
 */
final class PostgresProgram {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.database.postgres");
    private static final Pattern BAD = Pattern.compile("\\b(WARNING|ERROR|FATAL|PANIC):");
    private static final int LINES_KEPT = 20;

    private final Deque<String> output = new ArrayDeque<>();

    private PostgresProgram() {}

    /**
     * @return the last lines of its output
     * @throws IOException if it can't be run or ends with a status other than 0; the message holds its last lines
     */
    static String run(Path program, String... arguments) throws IOException {
        return new PostgresProgram().runToEnd(program, arguments);
    }

    private String runToEnd(Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) { // we are root, and PostgreSQL refuses to run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread reader = Thread.ofPlatform().daemon().name("postgres-log").start(() -> read(process));
        int status = await(process, reader);
        if (status == 0) {
            return said();
        }
        if (said().contains("cannot be run as root")) {
            throw new BadSetting(
                    "SPRING_DATASOURCE_URL",
                    "The embedded PostgreSQL can't run as root here: start the hub as another user, or set"
                            + " SPRING_DATASOURCE_URL to a server of your own.");
        }
        throw new IOException("%s ended with status %d: %s".formatted(program.getFileName(), status, said()));
    }

    private static int await(Process process, Thread reader) throws IOException {
        try {
            int status = process.waitFor();
            // a started server keeps the pipe open, so this waits only for the output that is there already
            reader.join(200);
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL starts or stops", e);
        }
    }

    private void read(Process process) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (BAD.matcher(line).find()) {
                    LOG.warn("{}", line);
                } else {
                    LOG.debug("{}", line);
                }
            }
        } catch (IOException e) {
            LOG.debug("The log of PostgreSQL ended", e);
        }
    }

    private synchronized void keep(String line) {
        if (output.size() == LINES_KEPT) {
            output.removeFirst();
        }
        output.addLast(line);
    }

    private synchronized String said() {
        return String.join(" | ", output);
    }
}
