package dev.waybill.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbox.InboxHeaders;
import dev.waybill.webhook.VerifySignature.Unauthorized;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** The YAML of the intake route alone: its order, its two answers, and where a failure goes. */
@CamelSpringBootTest
@UseAdviceWith
@SpringBootTest(
        classes = IntakeRouteTest.Steps.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/covver-intake.camel.yaml")
class IntakeRouteTest {

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private AtomicReference<RuntimeException> failure;

    @EndpointInject("mock:steps")
    private MockEndpoint steps;

    @BeforeEach
    void advise() throws Exception {
        failure.set(null);
        if (!camel.isStarted()) {
            AdviceWith.adviceWith(camel, "covver-intake", route -> {
                route.replaceFromWith("direct:intake");
                route.weaveByToUri("inbox:*").replace().to("mock:stored");
            });
            camel.start();
        }
        steps.reset();
    }

    @Test
    void a_new_key_is_accepted() throws Exception {
        send("new");

        assertSteps("verifySignature", "readEnvelope", "answerAccepted");
    }

    @Test
    void a_key_that_was_there_is_a_duplicate() throws Exception {
        send("twice");
        steps.reset();

        send("twice");

        assertSteps("verifySignature", "readEnvelope", "answerDuplicate");
    }

    @Test
    void a_failure_is_answered_and_nothing_comes_after_it() throws Exception {
        failure.set(new Unauthorized());

        Exchange exchange = send("failed");

        assertSteps("verifySignature", "answerProblem");
        assertThat(exchange.getException()).isNull();
    }

    private Exchange send(String key) {
        return producer.request(
                "direct:intake", exchange -> exchange.getMessage().setHeader(InboxHeaders.IDEMPOTENCY_KEY, key));
    }

    private void assertSteps(String... names) throws Exception {
        assertThat(steps.getExchanges().stream()
                        .map(exchange -> exchange.getMessage().getBody(String.class))
                        .toList())
                .isEqualTo(List.of(names));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration(org.apache.camel.spring.boot.CamelAutoConfiguration.class)
    static class Steps {

        @Bean
        AtomicReference<RuntimeException> failure() {
            return new AtomicReference<>();
        }

        @Bean
        Processor verifySignature(AtomicReference<RuntimeException> failure) {
            return exchange -> {
                note(exchange, "verifySignature");
                if (failure.get() != null) {
                    throw failure.get();
                }
            };
        }

        @Bean
        Processor readEnvelope() {
            return exchange -> note(exchange, "readEnvelope");
        }

        @Bean
        Processor answerAccepted() {
            return exchange -> note(exchange, "answerAccepted");
        }

        @Bean
        Processor answerDuplicate() {
            return exchange -> note(exchange, "answerDuplicate");
        }

        @Bean
        Processor answerProblem() {
            return exchange -> note(exchange, "answerProblem");
        }

        @Bean
        IdempotentRepository inbox() {
            return MemoryIdempotentRepository.memoryIdempotentRepository();
        }

        private static void note(Exchange exchange, String step) {
            try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
                template.sendBody("mock:steps", step);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
