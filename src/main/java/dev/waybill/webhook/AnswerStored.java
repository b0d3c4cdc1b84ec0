package dev.waybill.webhook;

import dev.waybill.inbox.InboxHeaders;
import dev.waybill.inbox.IntakeOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.LongFunction;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Answers 200 for an event that is committed, now or earlier by the same webhook, and for one that a buffer has. */
final class AnswerStored implements Processor {

    private final String outcome;
    private final LongFunction<IntakeResult> result;
    private final WebhookMetrics tally;

    private AnswerStored(String outcome, LongFunction<IntakeResult> result, WebhookMetrics tally) {
        this.outcome = outcome;
        this.result = result;
        this.tally = tally;
    }

    static AnswerStored accepted(WebhookMetrics tally) {
        return new AnswerStored(WebhookMetrics.ACCEPTED, IntakeResult.Accepted::new, tally);
    }

    static AnswerStored duplicate(WebhookMetrics tally) {
        return new AnswerStored(WebhookMetrics.DUPLICATE, IntakeResult.Duplicate::new, tally);
    }

    @Override
    public void process(Exchange exchange) {
        WebhookContext context = WebhookContext.of(exchange);
        if (context.outcome() instanceof IntakeOutcome.Buffered) {
            answer(
                    exchange,
                    new IntakeResult.Buffered(),
                    WebhookMetrics.BUFFERED,
                    "{\"status\":\"%s\"}".formatted(WebhookMetrics.BUFFERED));
            return;
        }
        Long event = Objects.requireNonNull(
                exchange.getMessage().getHeader(InboxHeaders.EVENT_ID, Long.class), "The inbox named no event");
        answer(
                exchange,
                result.apply(event),
                outcome,
                "{\"status\":\"%s\",\"event\":\"%d\"}".formatted(outcome, event));
    }

    private void answer(Exchange exchange, IntakeResult now, String counted, String json) {
        WebhookContext context = WebhookContext.of(exchange);
        context.setResult(now);
        String wanted = context.received().source().handshake().answer();
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setHeader(Exchange.CONTENT_TYPE, wanted.isEmpty() ? "application/json" : "text/plain");
        message.setBody((wanted.isEmpty() ? json : wanted).getBytes(StandardCharsets.UTF_8));
        tally.answered(context, counted);
    }
}
