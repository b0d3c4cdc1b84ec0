package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Delivery;
import dev.waybill.handover.HandOver;
import dev.waybill.handover.OnDead;
import dev.waybill.handover.Policy;
import dev.waybill.handover.Receiver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A delivery that may not begin leaves the receiver alone. */
class HandOversTest {

    private static final Policy POLICY =
            new Policy(3, Policy.Backoff.exponential(Duration.ofSeconds(1)), Duration.ofMinutes(1), OnDead.block);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> calls = new ArrayList<>();
    private final HandOvers handOvers = new HandOvers(Duration.ofSeconds(10), Clock.systemUTC());
    private final HandOver handOver = handOvers.through(
            new HandOver.Route() {
                @Override
                public Exchange newExchange() {
                    return new DefaultExchange(camel);
                }

                @Override
                public void run(Exchange exchange) {
                    calls.add("send");
                }
            },
            new Receiver(null, exchange -> calls.add("ask")),
            POLICY,
            Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void it_neither_asks_nor_sends_if_it_may_not_begin() throws Exception {
        assertThat(handOvers.run(handOver, leased(2), null, true, late -> false))
                .isNull();
        assertThat(calls).isEmpty();
    }

    @Test
    void it_asks_before_a_repetition_alone() throws Exception {
        assertThat(handOvers.run(handOver, leased(1), null, false, late -> true))
                .isNotNull();
        assertThat(calls).containsExactly("send");
        assertThat(handOvers.run(handOver, leased(2), null, false, late -> true))
                .isNotNull();
        assertThat(calls).containsExactly("send", "ask");
    }

    @Test
    void its_turns_are_given_back_whatever_happens() throws Exception {
        for (int i = 0; i < 100; i++) {
            handOvers.run(handOver, leased(1 + i % 2), null, false, late -> calls.size() % 3 != 0);
        }
        assertThat(handOvers.run(handOver, leased(1), null, false, late -> true))
                .isNotNull();
    }

    private static Delivery.Leased leased(int tries) {
        Delivery.Event event =
                new Delivery.Event(1, "covver", "k", "o", "OrderPlaced", Instant.EPOCH, new byte[1 << 20]);
        return new Delivery.Leased(
                new Delivery.LaneLease("erp", "o", 1, 1, tries), new Delivery(1, "erp", "", 0, 0, 0, event));
    }
}
