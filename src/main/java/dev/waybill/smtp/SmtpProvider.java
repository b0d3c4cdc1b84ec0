package dev.waybill.smtp;

import jakarta.mail.Provider;

/**
 * Makes {@link SmtpTransport} the transport of every {@code smtp:} endpoint. Jakarta Mail finds it as a Java service.
 */
public final class SmtpProvider extends Provider {

    public SmtpProvider() {
        super(Type.TRANSPORT, "smtp", SmtpTransport.class.getName(), "Waybill", null);
    }
}
