package dev.waybill.email;

import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.Loopback;
import dev.waybill.settings.Setting;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The SMTP server, the sender and the recipients.
 *
 * @param host the SMTP server; null: the destination is not used
 * @param port the server's port; null: 587
 * @param username the login's name; null: no login
 * @param password the login's password
 * @param passwordFile a file that holds the password instead
 * @param starttls {@code required}, the default; {@code optional}: if the server offers it; {@code false}: never
 * @param insecure {@code true}: the password may go to another machine unencrypted
 * @param helo the name that the hub gives to the server; null: the domain of {@code from}
 * @param from the sender, one address, fit for a mail's header
 * @param to the recipients, with commas between them, fit for a mail's header
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
        @DefaultValue("false") @Nullable String insecure,
        @Nullable String helo,
        @Nullable String from,
        @Nullable String to) {

    private static final List<String> STARTTLS = List.of("required", "optional", "false");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+|\\[[0-9A-Za-z:.]+]");

    EmailSettings {
        Setting server = Setting.of("SMTP_HOST", host);
        Setting serverPort = Setting.of("SMTP_PORT", port);
        Setting login = Setting.of("SMTP_USERNAME", username);
        Setting secret = LiveSecret.setting("SMTP_PASSWORD", secret(password, passwordFile));
        Setting encryption = Setting.of("SMTP_STARTTLS", starttls);
        Setting allowed = Setting.of("SMTP_INSECURE", insecure);
        Setting name = Setting.of("SMTP_HELO", helo);
        Setting sender = Setting.of("MAIL_FROM", from);
        Setting recipients = Setting.of("MAIL_TO", to);

        Setting.hold(
                () -> Stream.of(serverPort, login, secret, encryption, name, sender, recipients)
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
                () -> encryption.check(
                        allowed.isYes() || !secret.isSet() || !inClear(server, encryption),
                        "can send the password unencrypted: set it to required, or set SMTP_INSECURE=true to allow"
                                + " this"),
                () -> name.check(
                        name.value() == null || NAME.matcher(name.value()).matches(),
                        "is no host name such as hub.example.com, and no address such as [192.0.2.1]"),
                sender::isNoTemplate,
                recipients::isNoTemplate,
                () -> MailAddresses.one(sender),
                () -> MailAddresses.several(recipients));

        host = server.value();
        port = serverPort.value();
        username = login.value();
        starttls = encryption.value();
        insecure = allowed.value();
        helo = name.value();
        from = MailAddresses.one(sender);
        to = MailAddresses.several(recipients);
    }

    /** Returns the current password; null if there is none. */
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

    /** True if mails may go over a network unencrypted and no setting allows it. */
    boolean unencrypted() {
        return inClear(new Setting("SMTP_HOST", host), new Setting("SMTP_STARTTLS", starttls))
                && !"true".equals(insecure);
    }

    private static boolean inClear(Setting server, Setting encryption) {
        return server.value() != null
                && !Loopback.is(server.value())
                && encryption.value() != null
                && !"required".equals(encryption.value());
    }

    @Override
    public String toString() {
        return "EmailSettings[host=%s, from=%s, to=%s]".formatted(host, from, to);
    }
}
