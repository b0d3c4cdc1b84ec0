package dev.waybill.sandbox;

import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.ServerSetup;
import dev.waybill.kit.FreePort;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server (GreenMail) that keeps what it is sent. It speaks plain SMTP without authentication; GreenMail has no
 * STARTTLS, so a sender that requires it fails here, as it should.
 */
public final class MailServer implements AutoCloseable {

    /** Messages kept in memory, the latest. */
    static final int REMEMBERED = 5_000;

    private final Postbox postbox = new Postbox();
    private int port;
    private @Nullable SmtpServer server;

    private MailServer(int port) {
        this.port = port;
    }

    /** Starts one on a free loopback port. */
    public static MailServer start() {
        return startOn(0);
    }

    /** @param port 0 for a free one, which stays free while the server pauses */
    public static MailServer startOn(int port) {
        MailServer mail = new MailServer(port == 0 ? FreePort.next() : port);
        mail.resume();
        return mail;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The mails that arrived, in order. */
    public List<MimeMessage> received() {
        return postbox.received();
    }

    /** Answers every recipient with this line, such as {@code 550 5.1.1 no such user}, until told null. */
    public void refuse(@Nullable String answer) {
        postbox.refusal = answer;
    }

    /** Is told of every message that was taken. */
    public void watch(Consumer<MimeMessage> watcher) {
        postbox.watcher = watcher;
    }

    /** Refuses connections until {@link #resume}. */
    public synchronized void stop() {
        if (server != null) {
            server.stopService();
            server = null;
        }
    }

    /** Listens again, on the same port; what had arrived is still there. */
    public synchronized void resume() {
        if (server != null) {
            return;
        }
        SmtpServer fresh = new SmtpServer(new ServerSetup(port, host(), ServerSetup.PROTOCOL_SMTP), postbox);
        fresh.startService();
        try {
            fresh.waitTillRunning(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!fresh.isRunning()) {
            throw new IllegalStateException("The SMTP server can't listen on port " + port);
        }
        server = fresh;
        port = fresh.getPort();
    }

    @Override
    public void close() {
        stop();
    }
}
