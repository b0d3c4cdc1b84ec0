package dev.waybill.candidate;

import dev.waybill.wire.Wire;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.MailEndpoint;

/** Takes the mails of a route and records them in a form that people can read and compare: heads, then each part. */
final class MailRecorder extends DefaultJavaMailSender {

    private static final List<String> HEADERS = List.of("From", "To", "Cc", "Bcc", "Subject", "Message-ID");

    private final String where;
    private final Supplier<FarEnd> end;

    MailRecorder(MailEndpoint endpoint, Supplier<FarEnd> end) {
        this.where = "%s://%s"
                .formatted(
                        endpoint.getConfiguration().getProtocol(),
                        endpoint.getConfiguration().getHost());
        this.end = end;
        setSession(Session.getInstance(new Properties()));
    }

    @Override
    public void send(MimeMessage mail) throws MessagingException {
        try {
            String id = mail.getMessageID();
            mail.saveChanges(); // which replaces it
            if (id != null) {
                mail.setHeader("Message-ID", id);
            }
            StringBuilder text = new StringBuilder();
            append(text, mail);
            Recorders.record(where, text.toString());
            for (String name : HEADERS) {
                String[] values = mail.getHeader(name);
                if (values != null) {
                    for (String value : values) {
                        Wire.note("%s: %s".formatted(name, MimeUtility.decodeText(MimeUtility.unfold(value))));
                    }
                }
            }
        } catch (IOException e) {
            throw new MessagingException("The mail can't be read", e);
        }
        if (!end.get().takes()) {
            throw new MessagingException("the mail was refused");
        }
    }

    private static void append(StringBuilder text, Part part) throws IOException, MessagingException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart each = parts.getBodyPart(i);
                append(text, each);
            }
            return;
        }
        String type = part.getContentType().replaceFirst(";.*", "").strip();
        text.append("--- ").append(type);
        if (part.getFileName() != null) {
            text.append(' ').append(MimeUtility.decodeText(part.getFileName()));
        }
        text.append('\n');
        text.append(part.isMimeType("text/*") ? part.getContent() : "(%d bytes)".formatted(part.getSize()));
        text.append('\n');
    }
}
