package dev.waybill.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.ReadOutcome;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outcome of a delivery that a mail server refuses, on the wire from the route to the server and back. */
class MailRefusalTest {

    private static final Delivery ORDER = Delivery.of("OrderPlaced", "{\"data\":{\"id\":\"o\",\"orderNumber\":\"1\"}}");
    private static final ScriptedSmtp SERVER = new ScriptedSmtp();
    private static TestRoute route;

    @BeforeAll
    static void start() {
        route = TestRoute.start(
                "email",
                "waybill.email.host=127.0.0.1",
                "waybill.email.port=" + SERVER.port(),
                "waybill.email.starttls=false",
                "waybill.email.username=hub",
                "waybill.email.password=secret",
                "waybill.email.from=hub@shop.example.com",
                "waybill.email.to=ops@example.com, gone@example.com");
    }

    @AfterAll
    static void stop() throws Exception {
        route.close();
        SERVER.close();
    }

    @BeforeEach
    void well() {
        SERVER.reset();
        SERVER.on("EHLO", "250-scripted\r\n250 AUTH PLAIN").on("AUTH", "235 welcome");
    }

    @Test
    void both_recipients_get_it_under_one_name_of_the_hub() {
        assertThat(route.deliver(ORDER).getException()).isNull();
        assertThat(SERVER.mails()).singleElement().asString().contains("<ops@", "<gone@", "Auto-Submitted: auto-gen");
        assertThat(SERVER.commands("EHLO")).containsExactly("EHLO shop.example.com");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        MAIL         | 550 5.7.1 sender not allowed | DEAD 550 the mail server refused it: 550 5.7.1 sender not allowed
        MAIL         | 530 5.7.0 log in first       | UNREACHABLE 530 the mail server refused the login: 530 5.7.0 log in first
        MAIL         | 451 4.3.0 later              | RETRY 451 the mail server refused it: 451 4.3.0 later
        MAIL         | 421 4.3.2 going down         | UNREACHABLE 421 the mail server refused it: 421 4.3.2 going down
        AUTH         | 535 5.7.8 wrong password     | UNREACHABLE null the mail server refused the login: 535 5.7.8 wrong password
        AUTH         | 454 4.7.0 not now            | UNREACHABLE null the mail server refused the login: 454 4.7.0 not now
        DATA         | 554 5.5.1 no valid recipient | DEAD 554 the mail server refused it: 554 5.5.1 no valid recipient
        end of data  | 554 5.7.1 spam               | DEAD 554 the mail server refused it: 554 5.7.1 spam
        end of data  | 552 5.3.4 too large          | DEAD 552 the mail server refused it: 552 5.3.4 too large
        end of data  | 452 4.3.1 no room            | RETRY 452 the mail server refused it: 452 4.3.1 no room
        RCPT         | 552 5.2.2 full               | DEAD 552 the mail server refused ops@example.com: 552 5.2.2 full; gone@example.com: 552 5.2.2 full
        RCPT         | 450 4.2.0 greylisted         | RETRY 450 the mail server refused ops@example.com: 450 4.2.0 greylisted; gone@example.com: 450 4.2.0 greylisted
        """)
    void a_no_for_good_is_dead_at_once_one_for_now_is_tried_again_and_a_login_is_the_operators(
            String command, String answer, String outcome) {
        SERVER.on(command, answer);
        assertThat(ReadOutcome.of(failure())).isEqualTo(outcome);
        assertThat(SERVER.mails()).isEmpty();
    }

    @Test
    void one_who_is_refused_for_good_does_not_silence_the_other() {
        SERVER.on("RCPT TO:<gone@", "550-5.1.1 no such\r\n550 5.1.1 user");
        assertThat(ReadOutcome.of(failure()))
                .isEqualTo("DELIVERED 550 sent, but not to all: the mail server refused gone@example.com:"
                        + " 550-5.1.1 no such 550 5.1.1 user");
        assertThat(SERVER.mails())
                .singleElement()
                .asString()
                .startsWith("RCPT TO:<ops@example.com>\n")
                .doesNotContain("RCPT TO:<gone@");
    }

    @Test
    void one_who_is_refused_for_now_keeps_it_from_both_so_that_none_gets_it_twice() {
        SERVER.on("RCPT TO:<gone@", "450 4.2.0 greylisted");
        assertThat(ReadOutcome.of(failure()))
                .isEqualTo("RETRY 450 the mail server refused gone@example.com: 450 4.2.0 greylisted");
        SERVER.on("RCPT TO:<ops@", "550 5.1.1 no such user");
        assertThat(ReadOutcome.of(failure())).startsWith("RETRY 450 ");
        assertThat(SERVER.mails()).isEmpty();

        SERVER.on("RCPT", "250 ok").on("RCPT TO:<gone@", "250 ok").on("RCPT TO:<ops@", "250 ok");
        assertThat(route.deliver(ORDER).getException()).isNull();
        assertThat(SERVER.mails()).hasSize(1);
    }

    @Test
    void what_the_server_says_to_the_mail_for_the_others_counts_for_it() {
        SERVER.on("RCPT TO:<gone@", "550 5.1.1 no such user").afterData("451 4.3.0 later");
        assertThat(ReadOutcome.of(failure())).isEqualTo("RETRY 451 the mail server refused it: 451 4.3.0 later");
        SERVER.afterData("554 5.7.1 spam");
        assertThat(ReadOutcome.of(failure())).isEqualTo("DEAD 554 the mail server refused it: 554 5.7.1 spam");
        assertThat(SERVER.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        connect     | hello
        connect     | 554 no service
        EHLO        | 504 5.5.2 <hub>: Helo command rejected
        end of data | not a code
        RCPT        | 999 what
        MAIL        | 250
        """)
    void an_answer_that_is_none_ends_neither_the_hub_nor_the_delivery(String command, String answer) {
        SERVER.on(command, answer).on("HELO", "504 5.5.2 <hub>: Helo command rejected");
        Exchange done = route.deliver(ORDER);
        if (done.getException() != null) {
            assertThat(ReadOutcome.of(done.getException()))
                    .doesNotStartWith("DEAD")
                    .doesNotStartWith("DELIVERED");
        }
    }

    @Test
    void an_answer_without_end_is_cut_off() {
        SERVER.on("EHLO", ("250-" + "x".repeat(1000) + "\r\n").repeat(3000) + "250 ok");
        assertThat(ReadOutcome.of(failure())).contains("the mail server's answers are too long");
    }

    private static Exception failure() {
        Exception thrown = route.deliver(ORDER).getException();
        assertThat(thrown).isNotNull();
        return thrown;
    }
}
