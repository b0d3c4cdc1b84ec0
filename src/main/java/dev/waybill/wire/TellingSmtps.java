package dev.waybill.wire;

import jakarta.mail.Provider;
import jakarta.mail.Session;
import jakarta.mail.URLName;

/** The same transport with TLS from the first byte. */
public class TellingSmtps extends TellingSmtp {

    /** Called by the mail client, which finds it by {@link Provided}. */
    public TellingSmtps(Session session, URLName address) {
        super(session, address, "smtps", true);
    }

    /** Named in {@code META-INF/services}: the mail client prefers it to its own. */
    public static final class Provided extends Provider {

        public Provided() {
            super(Type.TRANSPORT, "smtps", TellingSmtps.class.getName(), "Waybill", null);
        }
    }
}
