package dev.waybill.smtp;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.Loopback;
import dev.waybill.settings.Setting;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection to a mail server: the server, the sender and the usual recipients.
 *
 * @param host the SMTP server; null: the connection is not used
 * @param port the server's port; null: 587
 * @param username the login's name; null: no login
 * @param password the login's password
 * @param starttls {@code required}, the default; {@code optional}: if the server offers it; {@code false}: never
 * @param helo the name that the hub gives to the server; null: the domain of {@code from}
 * @param from the sender, one address, fit for a mail's header
 * @param to the recipients, with commas between them, fit for a mail's header
 * @param unencrypted true if mails may go over a network unencrypted and no setting allows it
 */
record SmtpSettings(
        @Nullable String host,
        @Nullable String port,
        @Nullable String username,
        @Nullable LiveSecret password,
        @Nullable String starttls,
        @Nullable String helo,
        @Nullable String from,
        @Nullable String to,
        boolean unencrypted) {

    /** The settings that make a connection; the login may be left out. */
    static final List<String> WANTED = List.of("host", "from", "to");

    private static final List<String> STARTTLS = List.of("required", "optional", "false");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+|\\[[0-9A-Za-z:.]+]");

    /**
     * Reads and checks the settings.
     *
     * @throws dev.waybill.settings.BadSetting if one is missing, contradicts another or can't be used
     */
    static SmtpSettings of(ConnectionSettings settings) {
        Setting server = settings.option("host");
        Setting serverPort = settings.option("port");
        Setting login = settings.option("username");
        LiveSecret password = settings.secret("password", any -> {});
        Setting secret = settings.setting("password", password);
        Setting encryption = settings.option("starttls");
        Setting allowed = settings.option("insecure");
        Setting name = settings.option("helo");
        Setting sender = settings.option("from");
        Setting recipients = settings.option("to");

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
                        "can send the password unencrypted: set it to required, or set %s=true to allow this"
                                .formatted(allowed.name())),
                () -> name.check(
                        name.value() == null || NAME.matcher(name.value()).matches(),
                        "is no host name such as hub.example.com, and no address such as [192.0.2.1]"),
                sender::isNoTemplate,
                recipients::isNoTemplate,
                () -> MailAddresses.one(sender),
                () -> MailAddresses.several(recipients));

        return new SmtpSettings(
                server.value(),
                serverPort.value(),
                login.value(),
                password,
                encryption.value(),
                name.value(),
                MailAddresses.one(sender),
                MailAddresses.several(recipients),
                inClear(server, encryption) && !allowed.isYes());
    }

    boolean configured() {
        return host != null;
    }

    private static boolean inClear(Setting server, Setting encryption) {
        return server.value() != null
                && !Loopback.is(server.value())
                && encryption.value() != null
                && !"required".equals(encryption.value());
    }

    @Override
    public String toString() {
        return "SmtpSettings[host=%s, from=%s, to=%s]".formatted(host, from, to);
    }
}
