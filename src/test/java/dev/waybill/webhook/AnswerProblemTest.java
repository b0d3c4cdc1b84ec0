package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.KeyConflict;
import dev.waybill.inbox.RepeatedBody;
import dev.waybill.inbox.TestIntake;
import dev.waybill.inbox.UnstorableEvent;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.signature.ReserializedCheck.VerifierBusy;
import dev.waybill.sources.Source;
import dev.waybill.sources.TestSources;
import dev.waybill.webhook.Envelope.Malformed;
import dev.waybill.webhook.VerifySignature.InDoubt;
import dev.waybill.webhook.VerifySignature.Unauthorized;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class AnswerProblemTest {

    private static final Source SOURCE = TestSources.covver();

    static final Quarantine QUARANTINE =
            new Quarantine(null, TestIntake.quarantineSettings(1, 1), System::nanoTime, new SimpleMeterRegistry());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnswerProblem answer =
            new AnswerProblem(Duration.ofSeconds(7), new WebhookMetrics(meters, TestSources.all("covver")));

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new Unauthorized(), 401, "unauthorized"),
                Arguments.of(new Malformed("The body is not JSON"), 400, "malformed"),
                Arguments.of(new UnstorableEvent("covver", "k", "it holds U+0000"), 400, "malformed"),
                Arguments.of(new KeyConflict("covver", "k"), 409, "conflict"),
                Arguments.of(new RepeatedBody("covver", "k"), 409, "repeated"),
                Arguments.of(new StoreUnavailable("away"), 503, "unavailable"),
                Arguments.of(new VerifierBusy(), 503, "unavailable"),
                Arguments.of(new InDoubt(), 503, "in_doubt"),
                Arguments.of(new RejectedExecutionException("stopping"), 503, "unavailable"),
                Arguments.of(new StackOverflowError(), 500, "error"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void each_failure_has_its_answer(Throwable failure, int status, String outcome) {
        Exchange exchange = failed(failure);
        exchange.getMessage().setHeader("Bcc", "left by an earlier step");

        answer.process(exchange);

        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
        assertThat(exchange.getMessage().getHeader("Bcc")).isNull();
        assertThat(exchange.getMessage().getHeader("Retry-After")).isEqualTo(status == 503 ? 7L : null);
        assertThat(meters.counter("waybill.webhooks", "source", "covver", "outcome", outcome)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void what_nobody_expected_is_500_without_detail_and_logged_once(CapturedOutput output) {
        Exchange exchange = failed(new IllegalStateException("inner workings"));

        answer.process(exchange);

        assertThat(new String((byte[]) exchange.getMessage().getBody(), UTF_8))
                .isEqualTo("{\"type\":\"urn:waybill:problem:error\",\"title\":\"Internal error\",\"status\":500}");
        assertThat(output.getAll()).containsOnlyOnce("inner workings").contains("the sender has to send it again");
    }

    @Test
    void an_exception_still_on_the_exchange_is_taken_off_so_that_the_answer_is_sent() {
        Exchange exchange = failed(new IllegalStateException("an earlier one"));
        exchange.setException(new StoreUnavailable("away"));

        answer.process(exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(503);
    }

    private static Exchange failed(Throwable failure) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        var received = new Received(SOURCE, MultiMap.caseInsensitiveMultiMap(), new byte[0]);
        WebhookContext.fromSender(received, QUARANTINE, Runnable::run).on(exchange);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        return exchange;
    }
}
