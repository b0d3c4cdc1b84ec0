package dev.waybill.smtp;

import static java.util.Objects.requireNonNullElse;

import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.LiveSecret;
import jakarta.mail.PasswordAuthentication;
import java.util.List;
import org.apache.camel.component.mail.MailAuthenticator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mail server, with the sender, the usual recipients and the hub's login there. */
final class SmtpConnection implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpConnection.class);

    private final Basics basics;
    private final SmtpSettings settings;
    private final @Nullable LiveSecret password;

    SmtpConnection(ConnectionSettings written, FollowFiles files) {
        this.settings = SmtpSettings.of(written);
        this.basics = Basics.of(written, Kind.SMTP, settings.configured(), SmtpSettings.WANTED);
        this.password = settings.password() == null ? null : files.follow(settings.password());
        if (settings.unencrypted()) {
            LOG.warn(
                    "{} is {}: mails can go to {} unencrypted. Set it to required, or {}=true",
                    written.called("starttls"),
                    settings.starttls(),
                    settings.host(),
                    written.called("insecure"));
        }
    }

    /** Returns the login. It is a bean, so that no endpoint's address holds the password. */
    MailAuthenticator login() {
        return new MailAuthenticator() {
            @Override
            public PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(settings.username(), password == null ? null : password.text());
            }
        };
    }

    @Override
    public Basics basics() {
        return basics;
    }

    @Override
    public String address() {
        return configured() ? "smtp://%s:%s".formatted(host(), port()) : "";
    }

    @Override
    public @Nullable String part(String part) {
        return switch (part) {
            case "host" -> host();
            case "port" -> port();
            case "from" -> from();
            case "to" -> requireNonNullElse(settings.to(), "nobody@" + nowhere());
            case "domain" -> domain();
            case "helo" -> helo();
            case "starttls" -> Boolean.toString(starttls());
            case "starttls-required" -> Boolean.toString(starttlsRequired());
            default -> null;
        };
    }

    private String nowhere() {
        return name() + ".invalid";
    }

    private String host() {
        return requireNonNullElse(settings.host(), nowhere());
    }

    private String port() {
        return requireNonNullElse(settings.port(), "587");
    }

    private String from() {
        return requireNonNullElse(settings.from(), "nobody@" + nowhere());
    }

    /** Returns the right side of the Message-ID: a name of the sender's, so that the ID is unique in the world. */
    private String domain() {
        String from = from();
        return from.substring(from.lastIndexOf('@') + 1).replace(">", "").strip();
    }

    /** Returns the hub's name for HELO. Many servers refuse {@code localhost}, which may be a machine's name. */
    private String helo() {
        return requireNonNullElse(settings.helo(), domain());
    }

    private boolean starttls() {
        return !"false".equals(settings.starttls());
    }

    private boolean starttlsRequired() {
        return starttls() && !"optional".equals(settings.starttls());
    }

    @Override
    public List<String> secrets() {
        return password == null ? List.of() : List.of(password.text());
    }

    @Override
    public String test() throws Exception {
        return new TestSmtp(host(), Integer.parseInt(port()), helo(), starttls(), starttlsRequired(), login()).seen();
    }
}
