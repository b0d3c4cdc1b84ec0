package dev.waybill.smtp;

import dev.waybill.wire.TellingSmtp;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Angus Mail's transport, which also records its output, with two additions. It tries each address of a server's name.
 * And a recipient who is refused for good doesn't keep the mail from the others. They get it once, and the failure
 * names the refused ones. If one is refused for now, nobody gets the mail, so that the next attempt sends no second
 * copy.
 *
 * <p>Public, because Jakarta Mail creates it (see {@link SmtpProvider}).
 */
public final class SmtpTransport extends TellingSmtp {

    private final SmtpSockets sockets;
    private final boolean direct;

    public SmtpTransport(Session session, URLName url) {
        this(session, url, new SmtpSockets());
    }

    private SmtpTransport(Session session, URLName url, SmtpSockets sockets) {
        super(with(session, sockets), url);
        this.sockets = sockets;
        this.direct = isDirect(session);
    }

    /**
     * True if it connects to the mail server itself: a proxy, or the route's own socket factory, chooses the address
     * otherwise.
     */
    private static boolean isDirect(Session session) {
        return Stream.of("proxy.host", "socks.host", "socketFactory", "socketFactory.class")
                .noneMatch(name -> session.getProperties().containsKey("mail.smtp." + name));
    }

    /** Returns a session of its own, whose sockets know the address that is this transport's turn. */
    private static Session with(Session session, SmtpSockets sockets) {
        if (!isDirect(session)) {
            return session;
        }
        Properties properties = new Properties();
        properties.putAll(session.getProperties());
        properties.put("mail.smtp.socketFactory", sockets);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        return Session.getInstance(properties);
    }

    @Override
    protected synchronized boolean protocolConnect(
            String host, int port, @Nullable String user, @Nullable String password) throws MessagingException {
        if (!direct) {
            return super.protocolConnect(host, port, user, password);
        }
        MailConnectException last = null;
        for (InetAddress address : addressesOf(host)) {
            sockets.next(address);
            try {
                return super.protocolConnect(host, port, user, password);
            } catch (MailConnectException e) {
                if (last != null) {
                    e.addSuppressed(last);
                }
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
        return false;
    }

    private static List<InetAddress> addressesOf(String host) throws MessagingException {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new MessagingException("Unknown SMTP host: " + host, e);
        }
    }

    @Override
    public synchronized void sendMessage(Message message, Address[] to) throws MessagingException {
        try {
            super.sendMessage(message, to);
        } catch (SendFailedException e) {
            if (e.getValidSentAddresses() != null && e.getValidSentAddresses().length > 0) {
                throw e; // mail.smtp.sendpartial: the others have it already
            }
            List<Address> others = othersThan(e, to);
            if (others.isEmpty() || !isConnected()) {
                throw e;
            }
            Address[] rest = others.toArray(Address[]::new);
            super.sendMessage(message, rest);
            throw new SendFailedException(
                    "Sent, but not to all", e.getNextException(), rest, new Address[0], e.getInvalidAddresses());
        }
    }

    /** Returns the recipients who were not refused. Empty unless some were refused, and each of them for good. */
    private static List<Address> othersThan(SendFailedException failure, Address[] all) {
        List<Address> others = new ArrayList<>(Arrays.asList(all));
        int refused = 0;
        for (Exception at = failure.getNextException(); at != null; at = next(at)) {
            if (!(at instanceof SMTPAddressFailedException one) || one.getReturnCode() < 500) {
                return List.of();
            }
            others.remove(one.getAddress());
            refused++;
        }
        return refused == 0 ? List.of() : others;
    }

    private static @Nullable Exception next(Exception at) {
        return at instanceof MessagingException chained ? chained.getNextException() : null;
    }
}
