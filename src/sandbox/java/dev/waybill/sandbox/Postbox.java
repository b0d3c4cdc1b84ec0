package dev.waybill.sandbox;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of each message at GreenMail's SMTP: kept here, for any recipient, or refused. */
final class Postbox extends Managers {

    private final List<MimeMessage> received = new CopyOnWriteArrayList<>();
    private final SmtpManager smtp = new Refusing();
    volatile @Nullable String refusal;
    volatile Consumer<MimeMessage> watcher = message -> {};

    @Override
    public SmtpManager getSmtpManager() {
        return smtp;
    }

    List<MimeMessage> received() {
        return List.copyOf(received);
    }

    private final class Refusing extends SmtpManager {

        Refusing() {
            super(Postbox.super.getImapHostManager(), Postbox.super.getUserManager());
        }

        @Override
        public @Nullable String checkRecipient(SmtpState state, MailAddress recipient) {
            return refusal;
        }

        @Override
        public @Nullable String checkData(SmtpState state) {
            return refusal;
        }

        @Override
        public synchronized void send(SmtpState state) {
            MimeMessage message = state.getMessage().getMessage();
            received.add(message);
            if (received.size() > MailServer.REMEMBERED) {
                received.removeFirst();
            }
            watcher.accept(message);
        }
    }
}
