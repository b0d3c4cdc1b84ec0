package dev.waybill.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Properties;

/** A hub's process, as far as its database goes: opens it, notes one order, says so and waits to be ended. */
final class HubProcess implements AutoCloseable {

    private static final String READY = "ready";

    private final Process process;
    private final BufferedReader output;

    private HubProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static HubProcess start(Path dataDirectory) throws IOException {
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new HubProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classpath,
                        HubProcess.class.getName(),
                        dataDirectory.toString())
                .redirectErrorStream(true)
                .start());
    }

    /** Waits until it has noted the order. */
    HubProcess ready() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(READY)) {
                return this;
            }
            said.append(line).append('\n');
        }
        throw new IOException("It ended: " + said);
    }

    /** The output until it ends. */
    String output() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
        }
        return said.toString();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws Exception {
        EmbeddedServer server = EmbeddedServer.start(Path.of(args[0]));
        try (var connection = server.login().connect(new Properties());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS noted (what text)");
            statement.execute("INSERT INTO noted VALUES ('order')");
        }
        System.out.println(READY);
        new InputStreamReader(System.in).read(); // until killed, or until the parent is gone
    }
}
