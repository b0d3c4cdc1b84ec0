package dev.waybill.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.settings.BadSetting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
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
        List<String> command = new ArrayList<>(AsNobody.PREFIX);
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

    /** Starts a program of root as nobody, where the system lets us, since PostgreSQL refuses to run as root. */
    private static final class AsNobody {

        static final List<String> PREFIX = isRoot() && works() ? List.of("unshare", "-U") : List.of();

        private static boolean isRoot() {
            Path self = Path.of("/proc/self"); // Linux only, as unshare
            try {
                return Files.exists(self)
                        && Files.getAttribute(self, "unix:uid").equals(0);
            } catch (IOException e) {
                return false;
            }
        }

        /** Initialising a database asks for the user's name too. */
        private static boolean works() {
            try {
                return new ProcessBuilder("unshare", "-U", "sh", "-c", "test $(id -u) != 0 && id -un")
                                .redirectOutput(Redirect.DISCARD)
                                .redirectError(Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException e) {
                return false; // there is no unshare
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
