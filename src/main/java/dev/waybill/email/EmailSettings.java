package dev.waybill.email;

import dev.waybill.Setting;
import dev.waybill.secret.LiveSecret;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The SMTP server, and from whom to whom.
 *
 * @param host the SMTP server; null: the destination is not used
 * @param port its port; null: 587
 * @param username who logs in; null: nobody does
 * @param password the login's password
 * @param passwordFile a file that holds it instead
 * @param starttls {@code required}, the default; {@code optional}: where the server offers it; {@code false}: never
 * @param from the sender, one address, fit for a mail's head
 * @param to the recipients, with commas between them, fit for a mail's head
 */
@Validated
@ConfigurationProperties("waybill.email")
record EmailSettings(
        @Nullable String host,
        @Nullable String port,
        @Nullable String username,
        @Nullable String password,
        @Nullable String passwordFile,
        @Nullable String starttls,
        @Nullable String from,
        @Nullable String to) {

    private static final List<String> STARTTLS = List.of("required", "optional", "false");

    EmailSettings {
        Setting server = Setting.of("SMTP_HOST", host);
        Setting serverPort = Setting.of("SMTP_PORT", port);
        Setting login = Setting.of("SMTP_USERNAME", username);
        Setting secret = LiveSecret.setting("SMTP_PASSWORD", secret(password, passwordFile));
        Setting encryption = Setting.of("SMTP_STARTTLS", starttls);
        Setting sender = Setting.of("MAIL_FROM", from);
        Setting recipients = Setting.of("MAIL_TO", to);

        Setting.hold(
                () -> Stream.of(serverPort, login, secret, encryption, sender, recipients)
                        .forEach(other -> other.needs(server)),
                () -> server.needs(sender),
                () -> server.needs(recipients),
                () -> login.needs(secret),
                () -> secret.needs(login),
                server::isHost,
                serverPort::isPort,
                () -> encryption.check(
                        encryption.value() == null || STARTTLS.contains(encryption.value()),
                        "must be required, optional or false"),
                () -> Addresses.one(sender),
                () -> Addresses.several(recipients));

        host = server.value();
        port = serverPort.value();
        username = login.value();
        starttls = encryption.value();
        from = Addresses.one(sender);
        to = Addresses.several(recipients);
    }

    /** The password as it is now; null where there is none. */
    @Nullable
    LiveSecret secret() {
        return secret(password, passwordFile);
    }

    private static @Nullable LiveSecret secret(@Nullable String value, @Nullable String file) {
        return LiveSecret.text("SMTP_PASSWORD", value, file, any -> {});
    }

    boolean configured() {
        return host != null;
    }

    @Override
    public String toString() {
        return "EmailSettings[host=%s, from=%s, to=%s]".formatted(host, from, to);
    }
}
