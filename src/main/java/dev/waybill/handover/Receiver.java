package dev.waybill.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.answers.AnswerRules;
import dev.waybill.answers.Meaning;
import dev.waybill.answers.RetryAfter;
import dev.waybill.handover.Outcome.Delivered;
import dev.waybill.handover.Outcome.GivenUp;
import dev.waybill.handover.Outcome.TryAgain;
import dev.waybill.wire.HttpAnswer;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiver of a destination's deliveries: the meaning of its answers, and how it is asked for a delivery.
 *
 * @param rules the meaning of its HTTP answers; null if their status decides
 * @param question the route that asks whether it has the exchange's delivery; null if it is never asked
 */
public record Receiver(
        @Nullable AnswerRules rules, @Nullable Consumer<Exchange> question) {

    /** Answers by status, and is never asked. */
    public static final Receiver BY_STATUS = new Receiver(null, null);

    private static final int ERRORS = 300;
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** Returns the outcome that the rules read in an answer; the given one if its status decides. */
    Outcome outcomeOf(HttpAnswer answer, Outcome byStatus, Clock clock) {
        Meaning meaning = rules == null ? null : rules.of(answer);
        return switch (meaning) {
            case null -> byStatus;
            case DELIVERED, ALREADY_THERE -> new Delivered(new Answer(answer.status(), null, answer.body()));
            case REFUSED -> new GivenUp(read(answer, "a refusal"));
            case AGAIN, ABSENT -> again(answer, read(answer, "a reason to try again"), clock);
        };
    }

    /** Returns the outcome of the answer to the question; null if the receiver does not have the delivery. */
    @Nullable
    Outcome outcomeOfAsking(HttpAnswer answer, Clock clock) {
        return switch (rules == null ? Meaning.AGAIN : rules.ofAsked(answer)) {
            case ABSENT -> null;
            case ALREADY_THERE -> new Delivered(new Answer(answer.status(), null, answer.body()));
            default -> unasked(again(answer, read(answer, "no answer whether it is there"), clock));
        };
    }

    /** Returns the outcome of a question without an answer. It refuses nothing, and says that nothing was sent. */
    static Outcome unasked(Outcome outcome) {
        Answer answer = outcome.answer();
        Answer told = new Answer(answer.status(), "asked first, and sent nothing: " + answer.reason(), answer.body());
        return switch (outcome) {
            case TryAgain again -> new TryAgain(told, again.requestedPause(), again.unreachable());
            case Outcome.Broken broken -> new Outcome.Broken(told);
            case GivenUp givenUp -> new TryAgain(told, null);
            case Delivered delivered -> delivered;
        };
    }

    /** Returns the words that explain a delivery whose answer looks like a failure; null if none are needed. */
    @Nullable
    String note(@Nullable HttpAnswer answer, Outcome outcome) {
        return rules != null && answer != null && answer.status() >= ERRORS && outcome instanceof Delivered
                ? "(it was there already, say the rules of %s about HTTP %d)".formatted(rules.name(), answer.status())
                : null;
    }

    private static Outcome again(HttpAnswer answer, Answer read, Clock clock) {
        return new TryAgain(read, RetryAfter.read(answer.headers(), clock), UnreachableFailures.says(answer.status()));
    }

    private Answer read(HttpAnswer answer, String meaning) {
        String reason = "HTTP %d, which the rules of %s read as %s"
                .formatted(answer.status(), rules == null ? "nobody" : rules.name(), meaning);
        return new Answer(answer.status(), reason, answer.body());
    }

    /** Returns the answer to the last HTTP request, with the body that Camel read if the client kept none. */
    static @Nullable HttpAnswer answer(Exchange exchange, OutgoingCalls calls) {
        HttpAnswer answer = calls.answer();
        if (answer == null || answer.body().length > 0) {
            return answer;
        }
        HttpOperationFailedException refusal = refusal(exchange);
        String text = refusal == null ? null : refusal.getResponseBody();
        byte[] body = refusal == null ? bodyOf(exchange) : text == null ? null : text.getBytes(UTF_8);
        return body == null ? answer : new HttpAnswer(answer.status(), answer.headers(), body);
    }

    static @Nullable HttpOperationFailedException refusal(Exchange exchange) {
        Exception thrown = exchange.getException();
        return thrown == null ? null : ReadFailure.find(thrown, HttpOperationFailedException.class);
    }

    /** Returns null for an unreadable answer: the other side has the delivery anyway. */
    static byte @Nullable [] bodyOf(Exchange exchange) {
        try {
            byte[] body = exchange.getMessage().getBody(byte[].class);
            exchange.getMessage().setBody(body); // a stream gives its bytes once
            return body;
        } catch (TypeConversionException e) {
            LOG.debug("The answer to a hand-over that succeeded could not be read", e);
            return null;
        }
    }
}
