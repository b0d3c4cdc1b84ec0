package dev.waybill.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Judged;
import dev.waybill.kit.Slow;
import dev.waybill.kit.TwoAddresses;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.sandbox.MailServer;
import jakarta.mail.Header;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Slow
class EmailDeliveryTest {

    private static final MailServer MAIL = MailServer.start();
    private static final Delivery ORDER = Delivery.of("OrderPlaced", """
        {"data":{"id":"o-1","orderNumber":"123","createdAt":"2024-01-01 15:45:25.932562","orderLineItems":[
          {"title":"Mug <b>of</b> Zoë & 茶","quantity":2,"price":12.10,"productTitle":"Mug","variantTitle":"Blue"}]}}\
        """);
    private static TestRoute route;

    @BeforeAll
    static void start() {
        route = TestRoute.start(
                "email",
                "waybill.email.host=" + MAIL.host(),
                "waybill.email.port=" + MAIL.port(),
                "waybill.email.starttls=false",
                "waybill.email.from=Büro (Zürich) <orders+hub@shop.example.com>",
                "waybill.email.to=\"Doe, Jane\" <jane@example.com>, team+orders@example.org");
    }

    @AfterAll
    static void stop() {
        route.close();
        MAIL.close();
    }

    @BeforeEach
    void well() {
        MAIL.resume();
        MAIL.refuse(null);
    }

    @Test
    void a_letter_has_text_and_html_and_nothing_but_its_own_head() throws Exception {
        Exchange done = route.deliver(ORDER);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class)).isEqualTo("Mailed as <wb_abc@shop.example.com>");
        MimeMessage letter = MAIL.received().getLast();
        assertThat(letter.getSubject()).isEqualTo("Covver order 123 placed");
        assertThat(letter.getMessageID()).isEqualTo("<wb_abc@shop.example.com>");
        assertThat(letter.getFrom()).singleElement().asString().contains("orders+hub@shop.example.com");
        assertThat(letter.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("\"Doe, Jane\" <jane@example.com>", "team+orders@example.org");
        assertThat(names(letter))
                .containsExactlyInAnyOrder(
                        "Return-Path",
                        "Received",
                        "Date",
                        "From",
                        "To",
                        "Message-ID",
                        "Subject",
                        "MIME-Version",
                        "Auto-Submitted",
                        "Content-Type");
        assertThat(letter.getContentType()).startsWith("multipart/alternative");
        assertThat(part(letter, 0))
                .contains(
                        "Covver order 123 was placed.",
                        "Created: 2024-01-01T15:45:25.932562Z",
                        "- 2 x Mug <b>of</b> Zoë & 茶 (Mug, Blue), 12.10");
        assertThat(part(letter, 1)).contains("<td>Mug &lt;b&gt;of&lt;/b&gt; Zoë &amp; 茶</td>", "<td>12.10</td>");
    }

    @Test
    void no_header_of_the_message_reaches_the_letter_or_the_server() throws Exception {
        Exchange exchange = ORDER.exchange(route.camel());
        for (String name : List.of(
                "Bcc",
                "Cc",
                "To",
                "From",
                "Reply-To",
                "Subject",
                "X-Evil",
                "mail.smtp.host",
                "Message-ID",
                "CamelMailReplyTo",
                "CamelMailAlternativeBody",
                "CamelMailContentType",
                "Content-Type")) {
            exchange.getMessage().setHeader(name, "evil@evil.example.com");
        }
        int before = MAIL.received().size();

        assertThat(route.send(exchange).getException()).isNull();

        assertThat(MAIL.received()).hasSize(before + 1);
        assertThat(raw(MAIL.received().getLast())).doesNotContain("evil");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "1\\r\\nBcc: evil@evil.example.com\\r\\n\\r\\nHi" | Covver order 1  Bcc: evil@evil.example.com    Hi placed
        "\\u202e321\\u2028\\u0000"                        | Covver order 321 placed
        "Ärger ☂ 1"                                       | Covver order Ärger ☂ 1 placed
        77                                                | Covver order 77 placed
        null                                              | Covver order placed
        ["x"]                                             | Covver order placed
        ""                                                | Covver order placed
        """)
    void an_order_number_stays_in_its_line(String number, String subject) throws Exception {
        assertThat(route.deliver(Delivery.of("OrderPlaced", "{\"data\":{\"orderNumber\":" + number + "}}"))
                        .getException())
                .isNull();

        MimeMessage letter = MAIL.received().getLast();
        assertThat(letter.getSubject()).isEqualTo(subject);
        assertThat(letter.getHeader("Bcc")).isNull();
        assertThat(letter.getAllRecipients()).hasSize(2);
    }

    @Test
    void every_code_point_arrives_in_subject_text_and_html() throws Exception {
        route.deliver(Delivery.of("OrderFulfilled", "{\"data\":{\"id\":\"a\",\"orderNumber\":\"Mug 😀 𠮷\"}}"));
        MimeMessage letter = MAIL.received().getLast();
        assertThat(letter.getSubject()).isEqualTo("Covver order Mug 😀 𠮷 fulfilled");
        assertThat(part(letter, 0)).contains("Covver order Mug 😀 𠮷 was fulfilled.");
        assertThat(part(letter, 1)).contains("Covver order Mug 😀 𠮷 was fulfilled");
    }

    @Test
    void every_attempt_has_the_same_message_id() throws Exception {
        route.deliver(ORDER);
        route.deliver(ORDER.again());
        assertThat(MAIL.received()
                        .subList(MAIL.received().size() - 2, MAIL.received().size()))
                .extracting(MimeMessage::getMessageID)
                .containsOnly("<wb_abc@shop.example.com>");
    }

    @Test
    void a_refusal_of_the_server_is_a_failure_with_its_words() {
        MAIL.refuse("550 5.7.1 go away");
        int before = MAIL.received().size();
        Exchange done = route.deliver(ORDER);
        assertThat(done.getException()).rootCause().hasMessageContaining("550 5.7.1 go away");
        assertThat(MAIL.received()).hasSize(before);
    }

    @Test
    void a_server_that_is_away_is_a_failure_until_it_is_back() {
        MAIL.stop();
        assertThat(route.deliver(ORDER).getException()).hasRootCauseInstanceOf(java.net.ConnectException.class);
        MAIL.resume();
        assertThat(route.deliver(ORDER).getException()).isNull();
    }

    @Test
    void a_server_whose_first_address_refuses_is_reached_at_its_second() {
        try (TestRoute two = TestRoute.start(
                "email",
                "waybill.email.host=" + TwoAddresses.NAME,
                "waybill.email.port=" + MAIL.port(),
                "waybill.email.starttls=false",
                "waybill.email.from=a@example.com",
                "waybill.email.to=b@example.com")) {
            assertThat(two.deliver(ORDER).getException()).isNull();
            MAIL.stop();
            assertThat(two.deliver(ORDER).getException()).hasRootCauseInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void an_event_that_is_no_order_is_refused_for_good() {
        assertThat(Judged.refusal(route.deliver(Delivery.of("OrderPlaced", "{\"data\":[]}"))
                        .getException()))
                .startsWith("the event can't be mapped: ");
    }

    @Test
    void a_server_without_starttls_gets_no_mail_unless_that_was_allowed() {
        try (TestRoute strict = TestRoute.start(
                "email",
                "waybill.email.host=" + MAIL.host(),
                "waybill.email.port=" + MAIL.port(),
                "waybill.email.from=a@example.com",
                "waybill.email.to=b@example.com")) {
            assertThat(strict.deliver(ORDER).getException())
                    .hasMessageContaining("STARTTLS is required but host does not support STARTTLS");
        }
        try (TestRoute lenient = TestRoute.start(
                "email",
                "waybill.email.host=" + MAIL.host(),
                "waybill.email.port=" + MAIL.port(),
                "waybill.email.starttls=optional",
                "waybill.email.from=a@example.com",
                "waybill.email.to=b@example.com")) {
            assertThat(lenient.deliver(ORDER).getException()).isNull();
        }
    }

    @Test
    void without_any_setting_the_route_is_paused() {
        try (TestRoute paused = TestRoute.start("email")) {
            assertThat(paused.runs()).isFalse();
        }
    }

    private static List<String> names(MimeMessage letter) throws Exception {
        return Collections.list(letter.getAllHeaders()).stream()
                .map(Header::getName)
                .toList();
    }

    private static String part(MimeMessage letter, int index) throws Exception {
        return ((MimeMultipart) letter.getContent())
                .getBodyPart(index)
                .getContent()
                .toString();
    }

    private static String raw(MimeMessage letter) throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        letter.writeTo(out);
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
