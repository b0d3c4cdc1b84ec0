package dev.waybill.inbox;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ExchangeHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Camel's idempotent consumer in front of the inbox: however the exchange ends after the commit, the event stays. */
class FailingRouteTest {

    private static final DataSource DATABASE = TestPostgres.fresh();

    private final TestIntake intake = new TestIntake(TestIntake.emptied(DATABASE));
    private final DefaultCamelContext camel = intake.camel();

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("inbox", intake.inbox);
        camel.addRoutes(new Intake());
        camel.start();
    }

    @AfterEach
    void close() {
        intake.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "handled", "rollback", "client-gone", "removes"})
    void the_event_stays(String route) {
        Exchange failed = send(route, "k-1");

        assertThat(failed.getMessage().getHeader(InboxHeaders.EVENT_ID)).isNotNull();
        assertThat(intake.count("inbox_event")).isEqualTo(1);
        assertThat(intake.count("inbox_body")).isEqualTo(1);
        assertThat(intake.count("inbox_work WHERE state = 'RECEIVED'")).isEqualTo(1);

        Exchange again = send("answers", "k-1");
        assertThat(again.getProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, Boolean.class))
                .isTrue();
        assertThat(again.getMessage().getBody()).isEqualTo("duplicate");
        assertThat(again.getMessage().getHeader(InboxHeaders.EVENT_ID))
                .isEqualTo(failed.getMessage().getHeader(InboxHeaders.EVENT_ID));
    }

    @Test
    void each_of_these_ways_really_fails_the_exchange() {
        assertThat(send("throws", "k-1").getException()).isInstanceOf(IllegalStateException.class);
        assertThat(ExchangeHelper.isFailureHandled(send("handled", "k-2"))).isTrue();
        assertThat(send("rollback", "k-3").isRollbackOnly()).isTrue();
        assertThat(send("client-gone", "k-4").getException()).isInstanceOf(IOException.class);
    }

    @Test
    void stopping_one_route_leaves_the_inbox_to_the_others() throws Exception {
        camel.getRouteController().stopRoute("throws");
        camel.removeRoute("throws");

        assertThat(send("answers", "k-1").getMessage().getBody()).isEqualTo("accepted");
    }

    private Exchange send(String route, String key) {
        return camel.createProducerTemplate().send("direct:" + route, exchange -> {
            intake.context(arrival(key, "{}"), null).on(exchange);
            exchange.getMessage().setHeader(InboxHeaders.IDEMPOTENCY_KEY, key);
        });
    }

    private static final class Intake extends RouteBuilder {

        @Override
        public void configure() {
            from("direct:answers")
                    .to("inbox:*")
                    .idempotentConsumer(header(InboxHeaders.IDEMPOTENCY_KEY))
                    .idempotentRepository("inbox")
                    .skipDuplicate(false)
                    .removeOnFailure(false)
                    .choice()
                    .when(exchangeProperty(Exchange.DUPLICATE_MESSAGE))
                    .setBody(constant("duplicate"))
                    .otherwise()
                    .setBody(constant("accepted"));

            from("direct:throws")
                    .routeId("throws")
                    .to("inbox:*")
                    .idempotentConsumer(header(InboxHeaders.IDEMPOTENCY_KEY))
                    .idempotentRepository("inbox")
                    .removeOnFailure(false)
                    .throwException(new IllegalStateException("the answer can't be written"));

            from("direct:handled")
                    .onException(IllegalStateException.class)
                    .handled(true)
                    .end()
                    .to("inbox:*")
                    .idempotentConsumer(header(InboxHeaders.IDEMPOTENCY_KEY))
                    .idempotentRepository("inbox")
                    .removeOnFailure(false)
                    .throwException(new IllegalStateException("handled"));

            from("direct:rollback")
                    .to("inbox:*")
                    .idempotentConsumer(header(InboxHeaders.IDEMPOTENCY_KEY))
                    .idempotentRepository("inbox")
                    .removeOnFailure(false)
                    .markRollbackOnly();

            // as the HTTP consumer does when it finds the connection closed: after the route
            from("direct:client-gone")
                    .to("direct:answers")
                    .process(exchange -> exchange.setException(new IOException("connection closed")));

            // the YAML that forgot removeOnFailure: Camel's default asks the repository to forget the key
            from("direct:removes")
                    .to("inbox:*")
                    .idempotentConsumer(header(InboxHeaders.IDEMPOTENCY_KEY))
                    .idempotentRepository("inbox")
                    .throwException(new IllegalStateException("and remove the key"));
        }
    }
}
