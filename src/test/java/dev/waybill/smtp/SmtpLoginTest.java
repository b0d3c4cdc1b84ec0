package dev.waybill.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub logs in at a mail server that asks for it. */
class SmtpLoginTest {

    private static final Delivery ORDER = Delivery.of("OrderPlaced", "{\"data\":{\"id\":\"o-1\"}}");

    @TempDir
    private Path folder;

    private final ScriptedSmtp mail = new ScriptedSmtp();
    private Path file;
    private TestRoute route;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(folder.resolve("password"), "{{x}} ${HOME}\n");
        mail.on("EHLO", "250-scripted\r\n250 AUTH PLAIN").on("AUTH", "535 5.7.8 no");
        route = TestRoute.start(
                "email",
                "waybill.email.host=127.0.0.1",
                "waybill.email.port=" + mail.port(),
                "waybill.email.username=hub",
                "waybill.email.password-file=" + file,
                "waybill.email.starttls=false",
                "waybill.email.from=\"The #{1} shop of $simple{body}\" <a@example.com>",
                "waybill.email.to=b@example.com");
    }

    @AfterEach
    void stop() throws IOException {
        route.close();
        mail.close();
    }

    @Test
    void the_password_and_the_sender_go_as_they_are() {
        mail.on(plain("{{x}} ${HOME}"), "235 yes");
        assertThat(route.deliver(ORDER).getException()).isNull();
        assertThat(mail.mails())
                .singleElement()
                .asString()
                .contains("From: The #{1} shop of $simple{body} <a@example.com>");
    }

    @Test
    void a_new_password_in_its_file_is_used_without_a_restart() throws IOException {
        mail.on(plain("{{x}} ${HOME}"), "235 yes");
        assertThat(route.deliver(ORDER).getException()).isNull();
        mail.on(plain("{{x}} ${HOME}"), "535 5.7.8 no").on(plain("new"), "235 yes");
        assertThat(route.deliver(ORDER).getException()).isNotNull();
        Files.writeString(file, "new");
        await().until(() -> route.deliver(ORDER).getException() == null);
    }

    private static String plain(String password) {
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(("hub\0hub\0" + password).getBytes(UTF_8));
    }
}
