package dev.waybill.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code sandbox.*}, from the command line, the system's properties or the environment.
 *
 * @param rate webhooks a second that the simulator sends, at most; 0 sends none
 * @param seed makes the simulator repeat itself, keys included: on the same data the hub then sees re-sends only; the
 *     time of the start if absent
 * @param sources the senders that are played: names of presets, or of sources of {@code application.yaml} that have one
 * @param directory where the sandbox keeps its database, host key and files
 * @param erpPort of the ERP stub; 0 takes any free one, as for the two below
 * @param smtpPort of the SMTP server
 * @param sftpPort of the SFTP server
 */
record SandboxSettings(
        @DefaultValue("2") double rate,
        @Nullable Long seed,
        @DefaultValue("covver") List<String> sources,
        @DefaultValue("sandbox") Path directory,
        @DefaultValue("0") int erpPort,
        @DefaultValue("0") int smtpPort,
        @DefaultValue("0") int sftpPort) {

    SandboxSettings {
        sources = List.copyOf(sources);
        if (!(rate >= 0 && rate <= 1_000)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "sandbox.rate must be between 0 and 1000, but is %s", rate));
        }
    }

    /** The senders beside Covver. */
    List<String> others() {
        return sources.stream().filter(source -> !source.equals("covver")).toList();
    }

    /** Returns the number of webhooks that Covver sends a second. */
    double covverRate() {
        return sources.contains("covver") ? rate : 0;
    }
}
