package dev.waybill.smtp;

import java.util.Objects;

/** The connection {@code email} under the names by which routes read its parts before connections had names. */
class EmailDestination {

    private final SmtpConnection email;

    EmailDestination(SmtpConnection email) {
        this.email = email;
    }

    public String host() {
        return part("host");
    }

    public String port() {
        return part("port");
    }

    public String from() {
        return part("from");
    }

    public String to() {
        return part("to");
    }

    public String domain() {
        return part("domain");
    }

    public String helo() {
        return part("helo");
    }

    public boolean starttls() {
        return Boolean.parseBoolean(part("starttls"));
    }

    public boolean starttlsRequired() {
        return Boolean.parseBoolean(part("starttls-required"));
    }

    private String part(String part) {
        return Objects.requireNonNull(email.part(part));
    }
}
