package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.KeyConflict;
import dev.waybill.inbox.RepeatedBody;
import dev.waybill.inbox.UnstorableEvent;
import dev.waybill.signature.ReserializedCheck.VerifierBusy;
import dev.waybill.sources.Source;
import dev.waybill.webhook.Envelope.Malformed;
import dev.waybill.webhook.VerifySignature.InDoubt;
import dev.waybill.webhook.VerifySignature.OutOfTolerance;
import dev.waybill.webhook.VerifySignature.Unauthorized;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for a failure on the intake route. Sets status, headers and body; never throws. */
public final class AnswerProblem implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerProblem.class);

    private final Duration retryAfter;
    private final WebhookMetrics tally;

    public AnswerProblem(Duration retryAfter, WebhookMetrics tally) {
        this.retryAfter = retryAfter;
        this.tally = tally;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable failure = failureOf(exchange);
        WebhookContext context = WebhookContext.of(exchange);
        Source source = context.received().source();
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        if (failure instanceof NoEvent handshake) {
            context.setResult(new IntakeResult.NoEvent());
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
            message.setHeader(Exchange.CONTENT_TYPE, "text/plain");
            message.setBody(handshake.answer().getBytes(UTF_8));
            tally.answered(context, WebhookMetrics.HANDSHAKE);
            return;
        }
        Problem problem =
                switch (failure) {
                    case Unauthorized unauthorized -> {
                        message.setHeader("WWW-Authenticate", source.signatureName());
                        yield Problem.UNAUTHORIZED;
                    }
                    case InDoubt doubt -> Problem.IN_DOUBT;
                    case Malformed malformed -> Problem.MALFORMED;
                    case UnstorableEvent unstorable -> Problem.MALFORMED;
                    case KeyConflict conflict -> Problem.CONFLICT;
                    case RepeatedBody repeated -> Problem.REPEATED;
                    case StoreUnavailable away -> Problem.UNAVAILABLE;
                    case VerifierBusy busy -> Problem.UNAVAILABLE;
                    case RejectedExecutionException stopping -> Problem.UNAVAILABLE;
                    default -> {
                        LOG.error(
                                "A webhook of source {} failed and was answered 500: the sender has to send it again",
                                source.name(),
                                failure);
                        yield Problem.ERROR;
                    }
                };
        context.setResult(new IntakeResult.NotStored(problem));
        if (problem.passes()) {
            message.setHeader("Retry-After", retryAfter.toSeconds());
        }
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
        message.setHeader(Exchange.CONTENT_TYPE, Problem.CONTENT_TYPE);
        message.setBody(
                switch (failure) {
                    case Malformed malformed -> problem.json(String.valueOf(malformed.getMessage()));
                    case UnstorableEvent unstorable ->
                        problem.json("The event can't be stored: " + unstorable.reason());
                    default -> problem.json();
                });
        tally.answered(
                context, failure instanceof OutOfTolerance ? WebhookMetrics.OUT_OF_TOLERANCE : problem.outcome());
    }

    /**
     * Takes the exception off the exchange, if it is still there. The engine itself would answer an exchange that
     * carries one.
     */
    private static Throwable failureOf(Exchange exchange) {
        @Nullable Throwable failure = exchange.getException();
        if (failure != null) {
            exchange.setException(null);
        } else {
            failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
        return failure != null ? failure : new IllegalStateException("No exception to answer for");
    }
}
