package dev.waybill.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.inbox.ArrivalContext;
import dev.waybill.inbox.TestIntake;
import dev.waybill.quarantine.Resubmit.Answer.Refused;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class WebhookContextTest {

    private static final Executor LOOP = Runnable::run;

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final Received received = FuzzedKey.received(new byte[0]);
    private final WebhookContext sent = WebhookContext.fromSender(received, AnswerProblemTest.QUARANTINE, LOOP);
    private final WebhookContext released = WebhookContext.fromQuarantine(received);

    @Test
    void a_step_without_the_step_before_it_fails() {
        assertThatThrownBy(() -> WebhookContext.of(exchange)).hasMessage("Not an exchange of the public port");
        sent.on(exchange);

        assertThat(WebhookContext.of(exchange)).isSameAs(sent);
        assertThatThrownBy(sent::items).hasMessage("Not verified");
        assertThatThrownBy(sent::arrival).hasMessage("The envelope was not read");
    }

    @Test
    void the_inbox_sees_a_webhook_once_its_envelope_was_read() {
        sent.on(exchange);
        assertThat(ArrivalContext.withArrival(exchange)).isNull();

        sent.setArrivals(List.of(TestIntake.arrival("k-1", "{}")));

        assertThat(ArrivalContext.withArrival(exchange)).isSameAs(sent);
        assertThat(sent.outcome()).isNull();
    }

    @Test
    void only_a_webhook_of_the_listener_goes_on_on_its_event_loop() {
        assertThat(sent.isFromSender()).isTrue();
        assertThat(sent.isOnLoop()).isTrue();
        assertThat(sent.goesOnIn()).isSameAs(LOOP);
        assertThat(released.isFromSender()).isFalse();
        assertThat(released.isOnLoop()).isFalse();
    }

    @Test
    void a_released_webhook_that_is_refused_keeps_the_reason() {
        assertThat(released.refused()).isNull();

        released.refuseUnverified("wrong signature", "k-1");
        assertThat(released.refused()).isEqualTo(new Refused("wrong signature", false, null, null));

        released.setArrivals(List.of(TestIntake.arrival("k-1", "{}")));
        assertThat(released.refuseVerified("key conflict", "k-1", 7L, Duration.ZERO))
                .isCompleted();
        assertThat(released.refused()).isEqualTo(new Refused("key conflict", true, "k-1", 7L));
    }
}
