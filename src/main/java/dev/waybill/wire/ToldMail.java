package dev.waybill.wire;

import static java.util.stream.Collectors.joining;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.angus.mail.util.CRLFOutputStream;
import org.jspecify.annotations.Nullable;

/** A mail's bytes as they are sent to the server: each line ends in CR and LF, the last one too. */
final class ToldMail extends CRLFOutputStream {

    private static final List<String> HEADERS = List.of("From", "To", "Cc", "Subject", "Message-ID");

    private final WireMessage message;

    private ToldMail(WireMessage message) {
        super(message);
        this.message = message;
    }

    /** Returns null if nothing is recorded on this thread. */
    static @Nullable ToldMail begin(@Nullable Message mail, URLName server) throws MessagingException {
        WireMessage message = Wire.begin(
                server.getProtocol() + "://" + server.getHost() + (server.getPort() < 0 ? "" : ":" + server.getPort()));
        if (message == null) {
            return null;
        }
        for (String name : HEADERS) {
            String[] values = mail == null ? null : mail.getHeader(name);
            for (String value : values == null ? new String[0] : values) {
                message.line(name + ": " + readable(value));
            }
        }
        message.hasBody();
        return new ToldMail(message);
    }

    void finish() throws IOException {
        if (!atBOL) {
            writeln();
        }
    }

    void taken(Address[] recipients) {
        message.line(
                "Taken for: " + Arrays.stream(recipients).map(Address::toString).collect(joining(", ")));
    }

    private static String readable(String value) {
        String line = MimeUtility.unfold(value);
        try {
            return MimeUtility.decodeText(line);
        } catch (UnsupportedEncodingException e) {
            return line;
        }
    }
}
