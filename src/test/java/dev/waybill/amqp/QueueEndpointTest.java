package dev.waybill.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueEndpointTest {

    private static final String LOGIN = "?connectionFactory=#waybill.connections.shop.login";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.getRegistry().bind("waybill.connections.shop.login", new JmsConnectionFactory());
        camel.getCamelContextExtension().registerEndpointCallback(new QueueEndpoints(() -> null));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "amqp:queue:orders, queue orders",
        "amqp:orders, queue orders",
        "jms:queue:orders, queue orders",
        "amqp:topic:prices, topic prices",
        "amqp:queue:/queues/orders, queue /queues/orders",
        "amqp:/queues/orders, queue /queues/orders",
        "amqp:topic:/exchanges/shop/placed, topic /exchanges/shop/placed",
        "amqp:queue:prices/Subscriptions/hub, queue prices/Subscriptions/hub",
        "amqp:queue:shop::orders, queue shop::orders",
        "amqp:queue:Zoë 1, queue Zoë 1"
    })
    void the_address_is_the_brokers_own(String uri, String named) {
        assertThat(((QueueEndpoint) camel.getEndpoint(uri + LOGIN)).named()).isEqualTo(named);
    }

    @Test
    void an_endpoint_needs_the_login_of_a_connection() {
        assertThatThrownBy(() -> camel.getEndpoint("amqp:queue:orders"))
                .hasRootCauseMessage("amqp://queue:orders needs connectionFactory:"
                        + " '#waybill.connections.<name>.login', the login of a connection");
        assertThatThrownBy(((QueueEndpoint) camel.getEndpoint("amqp:queue:orders" + LOGIN))::login)
                .hasMessage("amqp://queue:orders needs the login of a connection of the kind amqp");
    }

    @Test
    void a_topic_is_no_source() {
        assertThatThrownBy(() -> camel.getEndpoint("amqp:topic:prices" + LOGIN).createConsumer(exchange -> {}))
                .hasMessage("'from: amqp:topic:prices' would lose messages while no hub runs: bind a queue to the"
                        + " topic, and read that");
    }
}
