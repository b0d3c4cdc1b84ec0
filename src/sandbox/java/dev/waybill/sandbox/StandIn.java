package dev.waybill.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A local server in place of the one behind a connection, with the switch that breaks it.
 *
 * @param name the connection's name, or the host whose place it takes
 * @param server what is closed at the end
 * @param settings the connection's settings for it, by option
 * @param modes how the switch sets it, by the name of each position
 * @param position the switch's position, a list of one
 */
record StandIn(
        String name,
        AutoCloseable server,
        Map<String, String> settings,
        Map<String, Runnable> modes,
        List<String> position) {

    private static final String OK = "OK";
    private static final String DOWN = "DOWN";
    private static final String REFUSE = "REFUSE";

    static StandIn of(String name, ErpStub erp, Map<String, String> settings) {
        Map<String, Runnable> modes = new LinkedHashMap<>();
        for (ErpMode mode : ErpMode.values()) {
            modes.put(mode.name(), () -> erp.mode(mode));
        }
        return at(name, erp, settings, modes);
    }

    static StandIn of(String name, MailServer mail) {
        Map<String, Runnable> modes = new LinkedHashMap<>();
        modes.put(OK, () -> up(mail, null));
        modes.put(DOWN, mail::stop);
        modes.put(REFUSE, () -> up(mail, "550 5.7.1 the sandbox refuses it"));
        modes.put("LATER", () -> up(mail, "451 4.3.0 the sandbox takes it later"));
        return at(
                name,
                mail,
                Map.of(
                        "host", mail.host(),
                        "port", Integer.toString(mail.port()),
                        "starttls", "false",
                        "from", "waybill@sandbox.example",
                        "to", "orders@sandbox.example"),
                modes);
    }

    static StandIn of(String name, SftpServer sftp, String password) {
        Map<String, Runnable> modes = new LinkedHashMap<>();
        modes.put(OK, () -> up(sftp, false, false));
        modes.put(DOWN, sftp::stop);
        modes.put(REFUSE, () -> up(sftp, true, false));
        modes.put("DISK_FULL", () -> up(sftp, false, true));
        return at(
                name,
                sftp,
                Map.of(
                        "host", sftp.host(),
                        "port", Integer.toString(sftp.port()),
                        "username", SftpServer.USER,
                        "password", password,
                        "known-hosts-file", sftp.knownHosts().toString()),
                modes);
    }

    static StandIn of(String name, Topics topics) {
        Map<String, Runnable> modes = new LinkedHashMap<>();
        for (Topics.Mode mode : Topics.Mode.values()) {
            modes.put(mode.name(), () -> topics.mode(mode));
        }
        return at(name, topics, Map.of("brokers", "127.0.0.1:9"), modes); // nobody is asked there
    }

    private static StandIn at(
            String name, AutoCloseable server, Map<String, String> settings, Map<String, Runnable> modes) {
        return new StandIn(name, server, settings, modes, new CopyOnWriteArrayList<>(List.of(OK)));
    }

    private static void up(MailServer mail, @Nullable String refusal) {
        mail.resume();
        mail.refuse(refusal);
    }

    private static void up(SftpServer sftp, boolean refuses, boolean full) {
        sftp.resume();
        sftp.refuseLogin(refuses);
        sftp.diskFull(full);
    }

    String mode() {
        return position.getFirst();
    }

    /** Switches; false if there is no such position. */
    boolean mode(String wanted) {
        Runnable set = modes.get(wanted);
        if (set != null) {
            set.run();
            position.set(0, wanted);
        }
        return set != null;
    }

    void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(name + " can't be closed", e);
        }
    }
}
