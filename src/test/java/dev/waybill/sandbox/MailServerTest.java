package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailServerTest {

    private final MailServer server = MailServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_message_is_kept_once_whoever_and_however_many_it_is_for() throws Exception {
        List<MimeMessage> told = new CopyOnWriteArrayList<>();
        server.watch(told::add);

        send("Order 1", "a@example.test", "b@example.test");
        send("Order 2", "a@example.test");

        assertThat(server.received()).hasSize(2);
        assertThat(server.received().getFirst().getSubject()).isEqualTo("Order 1");
        assertThat(server.received().getFirst().getContent().toString().trim()).isEqualTo("Grüße");
        assertThat(told).hasSize(2);
    }

    @Test
    void a_refusal_is_a_5xx_to_the_sender_and_nothing_is_kept() throws Exception {
        server.refuse("550 5.1.1 no such user");

        assertThatThrownBy(() -> send("Order 1", "a@example.test"))
                .isInstanceOf(SendFailedException.class)
                .hasStackTraceContaining("550 5.1.1 no such user");
        assertThat(server.received()).isEmpty();

        server.refuse(null);
        send("Order 1", "a@example.test");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void stopped_it_refuses_connections_and_comes_back_on_the_same_port_with_its_messages() throws Exception {
        send("Order 1", "a@example.test");
        int port = server.port();
        server.stop();
        assertThatThrownBy(() -> send("Order 2", "a@example.test")).isInstanceOf(MessagingException.class);

        server.resume();

        assertThat(server.port()).isEqualTo(port);
        send("Order 3", "a@example.test");
        assertThat(server.received()).extracting(MimeMessage::getSubject).containsExactly("Order 1", "Order 3");
    }

    @Test
    void a_sender_that_requires_starttls_fails() {
        assertThatThrownBy(() -> send(true, "Order 1", "a@example.test")).hasMessageContaining("STARTTLS is required");
    }

    private void send(String subject, String... to) throws MessagingException {
        send(false, subject, to);
    }

    private void send(boolean starttls, String subject, String... to) throws MessagingException {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", server.host());
        settings.put("mail.smtp.port", Integer.toString(server.port()));
        settings.put("mail.smtp.connectiontimeout", "5000");
        settings.put("mail.smtp.timeout", "5000");
        settings.put("mail.smtp.starttls.required", Boolean.toString(starttls));
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom(new InternetAddress("hub@example.test"));
        for (String recipient : to) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject(subject);
        message.setText("Grüße", "UTF-8");
        Transport.send(message);
    }
}
