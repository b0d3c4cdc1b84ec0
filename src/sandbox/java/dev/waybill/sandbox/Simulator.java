package dev.waybill.sandbox;

import dev.waybill.kit.CovverSender;
import dev.waybill.sandbox.Traffic.Kind;
import dev.waybill.sandbox.Traffic.Sending;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays Covver: sends the traffic one webhook after the other and checks each answer. What the hub can't take now (503,
 * no connection) is sent again until it can, so that an outage of the hub delays the sandbox's orders and loses none.
 */
final class Simulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("sandbox");
    private static final String FORGERS_SECRET = "guessed";

    private final Traffic traffic;
    private final CovverSender covver;
    private final CovverSender forger;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("simulator").daemon().factory());
    private final Map<Kind, Long> sent = new ConcurrentHashMap<>();
    private final AtomicLong surprises = new AtomicLong();
    private final AtomicLong notTaken = new AtomicLong();
    private @Nullable Sending waiting;

    Simulator(Traffic traffic, URI webhook, String secret) {
        this.traffic = traffic;
        this.covver = new CovverSender(webhook, secret);
        this.forger = new CovverSender(webhook, FORGERS_SECRET);
    }

    /** @param rate webhooks a second, at most; 0 sends none */
    void start(double rate) {
        if (rate > 0) {
            long pause = Math.max(1, Math.round(TimeUnit.SECONDS.toMicros(1) / rate));
            clockwork.scheduleWithFixedDelay(this::sendNext, 0, pause, TimeUnit.MICROSECONDS);
        }
    }

    /** Sends one webhook: the one that waits, or the next. One thread at a time. */
    void sendNext() {
        Sending sending = waiting == null ? traffic.next() : waiting;
        try {
            CovverSender.Answer answer = (sending.kind() == Kind.FORGED ? forger : covver).send(sending.event());
            if (answer.status() == 503) {
                again(sending, "The hub answers 503");
            } else {
                waiting = null;
                sent.merge(sending.kind(), 1L, Long::sum);
                check(sending, answer);
            }
        } catch (IOException e) {
            again(sending, "The hub can't be reached (%s)".formatted(e));
        }
    }

    /** The numbers of webhooks sent and answered, by kind. */
    Map<Kind, Long> sent() {
        return Map.copyOf(sent);
    }

    /** Answers that were not what the kind of sending must get; 0 in a healthy sandbox. */
    long surprises() {
        return surprises.get();
    }

    /** Tries that the hub could not take, each sent again later. */
    long notTaken() {
        return notTaken.get();
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    private void again(Sending sending, String why) {
        if (waiting == null) {
            LOG.info(
                    "covver  {}: {} is sent again until it is taken",
                    why,
                    sending.event().type());
        }
        waiting = sending;
        notTaken.incrementAndGet();
    }

    private void check(Sending sending, CovverSender.Answer answer) {
        boolean expected =
                switch (sending.kind()) {
                    case FRESH -> answer.status() == 200;
                    case DUPLICATE, LATE ->
                        answer.status() == 200 && answer.body().contains("duplicate");
                    case FORGED -> answer.status() == 401;
                };
        if (!expected) {
            surprises.incrementAndGet();
            LOG.warn(
                    "covver  a {} {} with key {} was answered {} {}: not what the hub promises, please report it",
                    sending.kind().name().toLowerCase(Locale.ROOT),
                    sending.event().type(),
                    sending.event().key(),
                    answer.status(),
                    answer.body());
        }
    }
}
