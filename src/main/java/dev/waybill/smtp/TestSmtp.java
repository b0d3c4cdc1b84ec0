package dev.waybill.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.util.Properties;
import org.apache.camel.component.mail.MailAuthenticator;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Greets a mail server as the routes do, with STARTTLS and the login, and says goodbye: no mail is begun. */
record TestSmtp(
        String host, int port, String helo, boolean starttls, boolean starttlsRequired, MailAuthenticator login) {

    private static final String MILLIS = "5000";

    String seen() throws MessagingException {
        PasswordAuthentication pair = login.getPasswordAuthentication();
        boolean withLogin = pair.getUserName() != null;
        Properties properties = new Properties();
        properties.put("mail.smtp.auth", Boolean.toString(withLogin));
        properties.put("mail.smtp.localhost", helo);
        properties.put("mail.smtp.connectiontimeout", MILLIS);
        properties.put("mail.smtp.timeout", MILLIS);
        properties.put("mail.smtp.writetimeout", MILLIS);
        properties.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(starttlsRequired));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        Session session = Session.getInstance(properties);
        try (Knock transport = new Knock(session)) {
            transport.connect(host, port, pair.getUserName(), pair.getPassword());
            return "The mail server answered EHLO%s%s."
                    .formatted(
                            transport.encrypted() ? " and took STARTTLS" : ", and the connection is not encrypted",
                            withLogin ? ", and the login is right" : ". No login is set");
        }
    }

    /** Knows whether the open connection is encrypted. */
    private static final class Knock extends SMTPTransport {

        Knock(Session session) {
            super(session, new jakarta.mail.URLName("smtp", null, -1, null, null, null));
        }

        boolean encrypted() {
            return isSSL();
        }
    }
}
