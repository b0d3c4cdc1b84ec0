package dev.waybill.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.PermanentRefusal;
import dev.waybill.wire.DestinationAway;
import jakarta.jms.JMSException;
import jakarta.jms.ResourceAllocationException;
import org.apache.qpid.jms.JmsOperationTimedOutException;
import org.junit.jupiter.api.Test;

/** Answers of brokers that the one of the tests does not give. */
class AmqpFaultTest {

    @Test
    void a_message_that_is_too_large_is_refused_for_good() {
        assertThat(AmqpFault.of(
                        "queue orders",
                        new ResourceAllocationException("too large [condition = amqp:link:message-size-exceeded]"),
                        false))
                .isInstanceOf(PermanentRefusal.class)
                .hasMessageStartingWith("the message is larger than the queue orders takes: too large");
    }

    @Test
    void a_message_that_the_broker_rejects_says_nothing_about_others() {
        assertThat(AmqpFault.of("queue orders", new JMSException("no JSON [condition = amqp:not-allowed]"), false))
                .isNotInstanceOf(DestinationAway.class)
                .isNotInstanceOf(PermanentRefusal.class)
                .hasMessage("the broker did not take the message: no JSON [condition = amqp:not-allowed]");
    }

    @Test
    void a_broker_that_answers_nothing_concerns_all() {
        JMSException late = new JmsOperationTimedOutException("timed out");
        assertThat(AmqpFault.isLate(late)).isTrue();
        assertThat(AmqpFault.of("queue orders", late, false))
                .isInstanceOf(DestinationAway.class)
                .hasMessage("the broker gave no answer about the queue orders: timed out");
    }

    @Test
    void a_connection_that_ends_concerns_all() {
        assertThat(AmqpFault.of("queue orders", new JMSException("reset"), true))
                .isInstanceOf(DestinationAway.class)
                .hasMessage("the connection to the broker ended: reset");
    }
}
