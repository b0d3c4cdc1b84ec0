package dev.waybill.amqp;

import dev.waybill.amqp.StoreMessages.Ended;
import dev.waybill.availability.ReaderTroubles.Ear;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.qpid.jms.JmsConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a queue on a thread of its own. Each message is acknowledged once it is stored. Messages that can't be stored for a
 * while go back to the broker by the end of the connection, which counts as no delivery there. They are received again
 * once the inbox is open.
 */
final class ReadQueue implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadQueue.class);

    /** The number of refused messages in a row from which on their source is most likely set up wrongly. */
    static final int MANY = 100;

    /** A mode of the client beside those of JMS: an acknowledgement is for its message, and not for all before it. */
    private static final int EACH_ON_ITS_OWN = 101;

    private static final long RECEIVE_MILLIS = 500;
    private static final long AGAIN_MILLIS = 1_000;
    private static final long CONNECT_AGAIN_MILLIS = 5_000;
    private static final long SLOW_MILLIS = 60_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Opened queue;
    private final BooleanSupplier closed;
    private final StoreMessages store;
    private final Ear trouble;
    private final Duration patience;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private int refusedInARow;

    /** A queue of a connection. */
    interface Opened {

        /** Returns its name for people. */
        String named();

        JmsConnection connect() throws JMSException;

        MessageConsumer in(Session session) throws JMSException;
    }

    /**
     * @param closed true while nothing can be stored
     * @param trouble hears why the queue can't be read
     */
    ReadQueue(Opened queue, BooleanSupplier closed, StoreMessages store, Ear trouble) {
        this(queue, closed, store, trouble, PATIENCE);
    }

    /** @param patience the time that received messages are held; locks of some brokers end after 30 s */
    ReadQueue(Opened queue, BooleanSupplier closed, StoreMessages store, Ear trouble, Duration patience) {
        this.queue = queue;
        this.closed = closed;
        this.store = store;
        this.trouble = trouble;
        this.patience = patience;
    }

    void stop() {
        stopping.countDown();
    }

    void awaitEnd(Duration most) throws InterruptedException {
        if (!ended.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn(
                    "The {} is still read after {} s; what is not acknowledged comes again",
                    queue.named(),
                    most.toSeconds());
        }
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                if (closed.getAsBoolean()) {
                    pause(AGAIN_MILLIS);
                } else {
                    pause(connect());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            trouble.hear(null);
            ended.countDown();
        }
    }

    private void pause(long millis) throws InterruptedException {
        stopping.await(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Reads until the stop, the first failure, or messages that can't be stored.
     *
     * @return the time after which to connect again
     */
    private long connect() throws InterruptedException {
        JmsConnection open = null;
        try {
            open = queue.connect();
            return read(open);
        } catch (JMSException e) {
            tellFailed(open == null ? AmqpFault.loginSentence(e) : AmqpFault.readSentence(queue.named(), e), null);
        } catch (RuntimeException | Error e) { // such as a lack of memory that passes: nobody else would read on
            tellFailed(e.toString(), e);
        } finally {
            close(open);
        }
        return CONNECT_AGAIN_MILLIS;
    }

    /** Waits for the end, so that what goes back is there before it is asked for again. */
    private static void close(@Nullable JmsConnection open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (JMSException | RuntimeException e) {
            LOG.debug("A connection to a broker did not close", e);
        }
    }

    private void tellFailed(String why, @Nullable Throwable fault) {
        trouble.hear("The %s can't be read: %s. No message is lost.".formatted(queue.named(), why));
        LOG.warn(
                "The {} can't be read; the next try is in {} s, and no message is lost: {}",
                queue.named(),
                CONNECT_AGAIN_MILLIS / 1000,
                why,
                fault);
    }

    private long read(JmsConnection open) throws JMSException, InterruptedException {
        Session session = open.createSession(EACH_ON_ITS_OWN);
        MessageConsumer consumer = queue.in(session);
        if (refusedInARow < MANY) {
            trouble.hear(null);
        }
        while (!isStopping() && !closed.getAsBoolean()) {
            List<Message> received = receive(consumer);
            if (!received.isEmpty() && !stored(received)) {
                return AGAIN_MILLIS;
            }
            if (!received.isEmpty() && refusedInARow >= MANY) {
                tellSlow();
                return SLOW_MILLIS;
            }
        }
        return 0;
    }

    private List<Message> receive(MessageConsumer consumer) throws JMSException {
        List<Message> received = new ArrayList<>();
        int most = refusedInARow >= MANY ? 1 : AmqpLogin.PREFETCH;
        Message next = consumer.receive(RECEIVE_MILLIS);
        while (next != null) {
            received.add(next);
            next = received.size() < most ? consumer.receiveNoWait() : null;
        }
        return received;
    }

    private boolean stored(List<Message> received) throws JMSException, InterruptedException {
        OpenMessages messages = new OpenMessages(received, store, this::isStopping);
        long until = System.nanoTime() + patience.toNanos();
        boolean all = messages.store(patience, this::ended);
        if (!messages.areStored()) {
            LOG.warn(
                    "Messages of the {} can't be stored now ({}); they are held, and go back to the broker after {} s",
                    queue.named(),
                    messages.number(),
                    patience.toSeconds());
        }
        while (all && !messages.areStored() && !isStopping() && System.nanoTime() - until < 0) {
            pause(AGAIN_MILLIS);
            all = messages.store(patience, this::ended);
        }
        return messages.areStored();
    }

    private void ended(Ended end) {
        if (end == Ended.STORED) {
            refusedInARow = 0;
        } else if (end == Ended.REFUSED) {
            refusedInARow++;
        }
    }

    private void tellSlow() {
        trouble.hear(
                "The last %d messages of the %s were no events: one a minute is tried. Mend the source or the route."
                        .formatted(MANY, queue.named()));
        LOG.warn(
                "The last {} messages of the {} were no events and went to quarantine, which says why: mend the"
                        + " source's settings or the route. One message a minute is tried until one is stored",
                MANY,
                queue.named());
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
