package dev.waybill.handover;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.Outcome.Broken;
import dev.waybill.handover.Outcome.Delivered;
import dev.waybill.handover.Outcome.TryAgain;
import dev.waybill.wire.HttpAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * Runs one delivery through its destination's route and reads the result. DELIVERED needs three things: no failure, no
 * failure that the route handled, and a call to an endpoint outside the JVM. That call must have sent the body that the
 * route made.
 */
public final class HandOver {

    /** The result of asking for a delivery that is not there. */
    private static final Outcome ABSENT = new TryAgain(Answer.none("it is not there"), null);

    /** The consumer's part: creates an exchange of its own and runs it to its end on the calling thread. */
    public interface Route {

        Exchange newExchange();

        void run(Exchange exchange);
    }

    private final Route route;
    private final Receiver receiver;
    private final Policy policy;
    private final Duration mapping;
    private final Duration limit;
    private final ExecutorService threads;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param receiver how the receiver is asked and understood
     * @param mapping the time limit of a route until its first outgoing call
     * @param limit the time limit from then on
     */
    public HandOver(
            Route route,
            Receiver receiver,
            Policy policy,
            Duration mapping,
            Duration limit,
            ExecutorService threads,
            Clock clock,
            RandomGenerator random) {
        this.route = route;
        this.receiver = receiver;
        this.policy = policy;
        this.mapping = mapping;
        this.limit = limit;
        this.threads = threads;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Runs the delivery through the route.
     *
     * @param turn the turn that ends at the route's first outgoing call, or at its end
     * @param revision the number of the route's revision; null if that was never published
     */
    public FinishedAttempt attempt(Leased leased, MappingTurns.Turn turn, @Nullable Integer revision)
            throws InterruptedException {
        Instant startedAt = clock.instant();
        Exchange exchange = route.newExchange();
        OutgoingCalls calls =
                WatchCalls.watch(exchange, leased.delivery().event().body());
        calls.beforeFirst(turn::close);
        Outcome outcome = outcomeOf(exchange, calls, () -> run(exchange, leased, calls));
        return finished(leased, outcome, startedAt, calls, receiver.note(calls.answer(), outcome), revision);
    }

    /** True if the receiver is asked before this delivery, since an earlier attempt may have arrived. */
    public boolean asks(Leased leased) {
        return receiver.question() != null
                && (leased.delivery().attempts() > 0 || leased.lease().tries() > 1);
    }

    /**
     * Asks the receiver whether it has the delivery.
     *
     * @param turn the turn that ends at the first outgoing call of the route that asks, or at its end
     * @return the attempt that ends with the answer; null if the delivery is to be handed over
     */
    public @Nullable FinishedAttempt ask(Leased leased, MappingTurns.Turn turn, @Nullable Integer revision)
            throws InterruptedException {
        Consumer<Exchange> question = Objects.requireNonNull(receiver.question());
        Instant startedAt = clock.instant();
        Exchange exchange = route.newExchange();
        OutgoingCalls calls =
                WatchCalls.watch(exchange, leased.delivery().event().body());
        calls.beforeFirst(turn::close);
        Outcome outcome = outcomeOf(exchange, calls, () -> answered(question, exchange, leased, calls));
        return outcome == ABSENT
                ? null
                : finished(leased, outcome, startedAt, calls, "(asked first whether it is there)", revision);
    }

    private FinishedAttempt finished(
            Leased leased,
            Outcome outcome,
            Instant startedAt,
            OutgoingCalls calls,
            @Nullable String note,
            @Nullable Integer revision) {
        Duration took = Duration.between(startedAt, clock.instant());
        Verdict verdict = policy.judge(outcome, leased.delivery(), random);
        SentMessage sent = calls.sent();
        return new FinishedAttempt(
                leased,
                outcome,
                verdict,
                startedAt,
                took.isNegative() ? Duration.ZERO : took,
                calls.any(),
                sent == null || note == null ? sent : sent.noted(note),
                revision);
    }

    private Outcome outcomeOf(Exchange exchange, OutgoingCalls calls, Callable<Outcome> work)
            throws InterruptedException {
        var running = threads.submit(work);
        try {
            return await(running, calls);
        } catch (TimeoutException e) {
            exchange.setRouteStop(true); // a step that ignores the interrupt is the last one
            running.cancel(true);
            calls.hangUp();
            return calls.any()
                    ? new TryAgain(Answer.none("timed out: cut off after " + limit.toMillis() + " ms"), null, true)
                    : new Broken(Answer.none("the mapping took too long: cut off after " + mapping.toMillis() + " ms"));
        } catch (ExecutionException e) {
            return new ReadFailure(clock).outcomeOf(e.getCause() == null ? e : e.getCause(), calls.any());
        }
    }

    /**
     * Waits for the end of the attempt. Most attempts need one wait. No wait exceeds the limit of a call, since a call
     * may begin meanwhile.
     */
    private Outcome await(Future<Outcome> running, OutgoingCalls calls)
            throws InterruptedException, TimeoutException, ExecutionException {
        long begun = System.nanoTime();
        long left = mapping.toNanos();
        while (left > 0) {
            try {
                return running.get(Math.min(left, limit.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                Duration calling = calls.begunSince();
                left = calling == null
                        ? mapping.toNanos() - (System.nanoTime() - begun)
                        : limit.minus(calling).toNanos();
            }
        }
        throw new TimeoutException();
    }

    private Outcome run(Exchange exchange, Leased leased, OutgoingCalls calls) {
        try {
            OutboxHeaders.fill(exchange, leased);
            route.run(exchange);
        } catch (Error e) { // otherwise Camel counts it as in flight, and waits for it at its stop
            exchange.getContext().getInflightRepository().remove(exchange, exchange.getFromRouteId());
            throw e;
        }
        return understood(exchange, calls, read(exchange, calls));
    }

    /**
     * Lets the rules of the receiver judge its answer, unless something else than the answer made the outcome. A refusal
     * after other calls stays one: the rules can't know which of the calls is the hand-over.
     */
    private Outcome understood(Exchange exchange, OutgoingCalls calls, Outcome outcome) {
        HttpAnswer answer = Receiver.answer(exchange, calls);
        boolean byAnswer = outcome instanceof Delivered || Receiver.refusal(exchange) != null && calls.number() == 1;
        return answer == null || !byAnswer ? outcome : receiver.outcomeOf(answer, outcome, clock);
    }

    private Outcome answered(Consumer<Exchange> question, Exchange exchange, Leased leased, OutgoingCalls calls) {
        OutboxHeaders.fill(exchange, leased);
        question.accept(exchange);
        HttpAnswer answer = Receiver.answer(exchange, calls);
        Exception thrown = exchange.getException();
        if (thrown != null && Receiver.refusal(exchange) == null) {
            return Receiver.unasked(new ReadFailure(clock).outcomeOf(thrown, calls.any()));
        }
        if (answer == null || calls.number() != 1) {
            return new Broken(Answer.none(
                    "the route that asks first sends %d HTTP requests, where one is needed".formatted(calls.number())));
        }
        Outcome outcome = receiver.outcomeOfAsking(answer, clock);
        return outcome == null ? ABSENT : outcome;
    }

    private Outcome read(Exchange exchange, OutgoingCalls calls) {
        Exception thrown = exchange.getException();
        if (thrown != null) {
            return new ReadFailure(clock).outcomeOf(thrown, calls.any());
        }
        Object caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
        if (caught != null) {
            return new TryAgain(Answer.none("the route hid a failure: " + caught), null);
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return new TryAgain(Answer.none("the route marked the exchange for rollback"), null);
        }
        if (!calls.made()) {
            return new TryAgain(Answer.none("the route ended without a hand-over"), null);
        }
        String lost = calls.lost();
        if (lost != null) {
            return new TryAgain(Answer.none(lost), null);
        }
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        // without a status there was no answer: the body is then the one that was sent
        return new Delivered(new Answer(status, null, status == null ? null : Receiver.bodyOf(exchange)));
    }
}
