package dev.waybill.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.outbox.Outside;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.event.DefaultEventFactory;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** An attempt's calls are noticed, and none of other exchanges. */
class WatchCallsTest {

    private final CamelContext camel = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(camel);

    @Test
    void of_an_attempt_the_call_is_noticed_and_what_went_out_is_kept_before_it_has_come_back() {
        OutgoingCalls calls = WatchCalls.watch(exchange, new byte[0]);
        call(outside(), 16);
        assertThat(calls.made()).isTrue();
        assertThat(calls.sent())
                .satisfies(sent -> assertThat(sent.body()).asString().isEqualTo("request"));
    }

    @Test
    void with_a_limit_of_0_the_call_is_noticed_and_nothing_kept() {
        OutgoingCalls calls = WatchCalls.watch(exchange, new byte[0]);
        call(outside(), 0);
        assertThat(calls.made()).isTrue();
        assertThat(calls.sent()).isNull();
    }

    @Test
    void a_call_within_the_hub_is_none() {
        OutgoingCalls calls = WatchCalls.watch(exchange, new byte[0]);
        call(camel.getEndpoint("direct:inside"), 16);
        assertThat(calls.made()).isFalse();
        assertThat(calls.sent()).isNull();
    }

    @Test
    void nothing_is_kept_of_an_exchange_that_is_no_attempt() {
        call(outside(), 16);
        assertThat(WatchCalls.of(exchange)).isNull();
        assertThat(exchange.getProperties()).isEmpty();
    }

    private Endpoint outside() {
        camel.addComponent("outside", new Outside());
        return camel.getEndpoint("outside:erp");
    }

    /** As Camel tells of it. */
    private void call(Endpoint endpoint, int most) {
        var events = new DefaultEventFactory();
        var calls = new WatchCalls(new CaptureSent(most));
        exchange.getMessage().setBody("request");
        calls.notify(events.createExchangeSendingEvent(exchange, endpoint));
        exchange.getMessage().setBody("answer");
        calls.notify(events.createExchangeSentEvent(exchange, endpoint, 7));
    }
}
