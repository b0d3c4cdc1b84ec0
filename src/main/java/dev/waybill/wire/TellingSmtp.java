package dev.waybill.wire;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.event.TransportEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.Socket;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mail client's {@code smtp}, which records its output to the server and the recipients that the server took. */
public abstract class TellingSmtp extends SMTPTransport {

    private static final Logger LOG = LoggerFactory.getLogger(TellingSmtp.class);

    private @Nullable Message message;
    private @Nullable ToldMail told;

    protected TellingSmtp(Session session, URLName address) {
        super(session, address);
    }

    protected TellingSmtp(Session session, URLName address, String name, boolean tls) {
        super(session, address, name, tls);
    }

    @Override
    protected boolean protocolConnect(String host, int port, @Nullable String user, @Nullable String password)
            throws MessagingException {
        Wire.endsBy(this::hangUp);
        return super.protocolConnect(host, port, user, password);
    }

    /**
     * Closes the socket, found by reflection. The transport's own {@code close} would wait for the lock that the
     * sending thread holds.
     */
    private void hangUp() {
        try {
            Field socket = SMTPTransport.class.getDeclaredField("serverSocket");
            socket.setAccessible(true);
            if (socket.get(this) instanceof Socket open) {
                open.setSoLinger(true, 0); // or TLS would wait for the writing thread before it closes
                open.close();
            }
        } catch (ReflectiveOperationException | IOException e) {
            LOG.debug("The connection to the mail server could not be closed; it ends when the server closes it", e);
        }
    }

    /** Reads no answer after an interrupt: an attempt may be cut off before there is a socket to close. */
    @Override
    protected int readServerResponse() throws MessagingException {
        if (Thread.currentThread().isInterrupted()) {
            throw new MessagingException("the attempt was cut off");
        }
        return super.readServerResponse();
    }

    @Override
    public synchronized void sendMessage(Message message, Address[] recipients) throws MessagingException {
        this.message = message;
        super.sendMessage(message, recipients);
    }

    @Override
    protected OutputStream data() throws MessagingException {
        return tell(super.data());
    }

    @Override
    protected OutputStream bdat() throws MessagingException {
        return tell(super.bdat());
    }

    private OutputStream tell(OutputStream out) throws MessagingException {
        told = ToldMail.begin(message, getURLName());
        return told == null ? out : new HttpOnTheWire.Tee(out, told);
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        super.finishData();
        finish();
    }

    @Override
    protected void finishBdat() throws IOException, MessagingException {
        super.finishBdat();
        finish();
    }

    private void finish() throws IOException {
        if (told != null) {
            told.finish();
        }
    }

    @Override
    protected void notifyTransportListeners(
            int type, Address[] sent, Address[] unsent, Address[] invalid, Message message) {
        if (type != TransportEvent.MESSAGE_NOT_DELIVERED && told != null) {
            told.taken(sent);
        }
        super.notifyTransportListeners(type, sent, unsent, invalid, message);
    }
}
