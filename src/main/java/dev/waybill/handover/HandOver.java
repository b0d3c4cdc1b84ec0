package dev.waybill.handover;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.Outcome.Broken;
import dev.waybill.handover.Outcome.Delivered;
import dev.waybill.handover.Outcome.TryAgain;
import dev.waybill.inbox.InboxHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one delivery through its destination's route and reads the result. DELIVERED needs three things: no failure, no
 * failure that the route handled, and a call to an endpoint outside the JVM. That call must have sent the body that the
 * route made.
 */
public final class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    /** The consumer's part: creates an exchange of its own and runs it to its end on the calling thread. */
    public interface Route {

        Exchange newExchange();

        void run(Exchange exchange);
    }

    private final Route route;
    private final Policy policy;
    private final Duration mapping;
    private final Duration limit;
    private final ExecutorService threads;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param mapping the time limit of a route until its first outgoing call
     * @param limit the time limit from then on
     */
    public HandOver(
            Route route,
            Policy policy,
            Duration mapping,
            Duration limit,
            ExecutorService threads,
            Clock clock,
            RandomGenerator random) {
        this.route = route;
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
        Outcome outcome = outcomeOf(exchange, leased, calls, turn);
        Duration took = Duration.between(startedAt, clock.instant());
        Verdict verdict = policy.judge(outcome, leased.delivery(), random);
        return new FinishedAttempt(
                leased,
                outcome,
                verdict,
                startedAt,
                took.isNegative() ? Duration.ZERO : took,
                calls.any(),
                calls.sent(),
                revision);
    }

    private Outcome outcomeOf(Exchange exchange, Leased leased, OutgoingCalls calls, MappingTurns.Turn turn)
            throws InterruptedException {
        calls.beforeFirst(turn::close);
        var running = threads.submit(() -> run(exchange, leased, calls));
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
            fill(exchange, leased);
            route.run(exchange);
        } catch (Error e) { // otherwise Camel counts it as in flight, and waits for it at its stop
            exchange.getContext().getInflightRepository().remove(exchange, exchange.getFromRouteId());
            throw e;
        }
        return read(exchange, calls);
    }

    private static void fill(Exchange exchange, Leased leased) {
        Delivery delivery = leased.delivery();
        Delivery.Event event = delivery.event();
        var message = exchange.getIn();
        message.setBody(event.body().clone()); // the route may write into it
        message.setHeader(InboxHeaders.EVENT_ID, event.id());
        message.setHeader(InboxHeaders.EVENT_TYPE, event.type());
        message.setHeader(InboxHeaders.SOURCE, event.source());
        message.setHeader(InboxHeaders.RECEIVED_AT, event.receivedAt().toString());
        if (event.group() != null) {
            message.setHeader(InboxHeaders.MESSAGE_GROUP, event.group());
        }
        message.setHeader(OutboxHeaders.DELIVERY_ID, delivery.id());
        message.setHeader(OutboxHeaders.KEY, delivery.key());
        message.setHeader(OutboxHeaders.ATTEMPT, delivery.nextAttempt());
        message.setHeader(OutboxHeaders.TOKEN, leased.lease().token());
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
        return new Delivered(new Answer(status, null, status == null ? null : bodyOf(exchange)));
    }

    /** Returns null for an unreadable answer: the other side has the delivery anyway. */
    private static byte @Nullable [] bodyOf(Exchange exchange) {
        try {
            return exchange.getMessage().getBody(byte[].class);
        } catch (TypeConversionException e) {
            LOG.debug("The answer to a hand-over that succeeded could not be read", e);
            return null;
        }
    }
}
