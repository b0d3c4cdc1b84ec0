package dev.waybill.email;

import static java.util.Objects.requireNonNullElse;

import dev.waybill.health.PausedWithoutSettings;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.LiveSecret;
import dev.waybill.secret.SecretConfiguration;
import jakarta.mail.PasswordAuthentication;
import org.apache.camel.component.mail.MailAuthenticator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The beans to which routes refer: by the settings behind them, or by older names. A paused route has endpoints too:
 * without settings they get names that exist nowhere.
 */
@Import(SecretConfiguration.class)
@Configuration(value = "emailDestination", proxyBeanMethods = false)
class EmailDestination {

    private static final String NOWHERE = "email.invalid";

    private static final Logger LOG = LoggerFactory.getLogger(EmailDestination.class);

    private final EmailSettings email;

    EmailDestination(EmailSettings email) {
        this.email = email;
        if (email.unencrypted()) {
            LOG.warn(
                    "SMTP_STARTTLS is {}: mails can go to {} unencrypted. Set it to required, or SMTP_INSECURE=true",
                    email.starttls(),
                    email.host());
        }
    }

    public String host() {
        return requireNonNullElse(email.host(), NOWHERE);
    }

    public String port() {
        return requireNonNullElse(email.port(), "587");
    }

    public String from() {
        return requireNonNullElse(email.from(), "nobody@" + NOWHERE);
    }

    public String to() {
        return requireNonNullElse(email.to(), "nobody@" + NOWHERE);
    }

    /** Returns the right side of the Message-ID: a name of the sender's, so that the ID is unique in the world. */
    public String domain() {
        String from = from();
        return from.substring(from.lastIndexOf('@') + 1).replace(">", "").strip();
    }

    /** Returns the hub's name for HELO. Many servers refuse {@code localhost}, which may be a machine's name. */
    public String helo() {
        return requireNonNullElse(email.helo(), domain());
    }

    public boolean starttls() {
        return !"false".equals(email.starttls());
    }

    public boolean starttlsRequired() {
        return starttls() && !"optional".equals(email.starttls());
    }

    @Bean({"pausedWithoutEmailSettings", "waybill.email.pause"})
    PausedWithoutSettings pausedWithoutEmailSettings() {
        return new PausedWithoutSettings(email.configured(), "SMTP_*, MAIL_FROM, MAIL_TO");
    }

    /** Returns the login. It is a bean, so that no endpoint's address holds the password. */
    @Bean({"smtpLogin", "waybill.email.login"})
    MailAuthenticator smtpLogin(FollowFiles files) {
        LiveSecret secret = email.secret();
        LiveSecret password = secret == null ? null : files.follow(secret);
        return new MailAuthenticator() {
            @Override
            public PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(email.username(), password == null ? null : password.text());
            }
        };
    }
}
