package dev.waybill.amqp;

import dev.waybill.wire.DestinationAway;
import dev.waybill.wire.Wire;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.qpid.jms.JmsConnection;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one endpoint, with a session for each attempt that runs. It is opened at the first message, and
 * again once it has failed: the next attempt then takes the password as it is by then.
 */
final class QueueClient {

    /** A session with its link to the queue, for one attempt at a time. */
    private record Sender(JmsConnection connection, Session session, MessageProducer producer) {}

    private final QueueEndpoint endpoint;
    private final ReentrantLock connecting = new ReentrantLock();
    private final Deque<Sender> idle = new ArrayDeque<>();
    private @Nullable JMSException failure;
    private long failedAt;
    private @Nullable JmsConnection connection;
    private boolean closed;

    QueueClient(QueueEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Sends a message and waits until the broker has settled it.
     *
     * @throws dev.waybill.handover.PermanentRefusal if the broker never takes it
     */
    void send(OutgoingMessage message) throws InterruptedException {
        JmsConnection open = open();
        try {
            Sender left = takeIdle(open);
            if (left == null || !sentBy(left, message)) {
                sendBy(sender(open), message);
            }
            Wire.note("Accepted by: " + authority(open));
        } catch (JMSException e) {
            if (AmqpFault.isLate(e)) { // it may still wait in the client
                giveUp(open);
            }
            throw AmqpFault.of(endpoint.named(), e, open.isFailed());
        }
    }

    /** Returns false if the broker has closed the link meanwhile, so that nothing was sent. */
    private boolean sentBy(Sender left, OutgoingMessage message) throws JMSException {
        try {
            left.producer().getDestination();
        } catch (IllegalStateException closed) {
            done(left, false);
            return false;
        }
        sendBy(left, message);
        return true;
    }

    private void sendBy(Sender sender, OutgoingMessage message) throws JMSException {
        boolean taken = false;
        try {
            KeyAsId.of(message.key());
            message.tell(endpoint.getEndpointBaseUri());
            sender.producer().send(message.in(sender.session()));
            taken = true;
        } finally {
            KeyAsId.of(null);
            done(sender, taken);
        }
    }

    private static String authority(JmsConnection open) {
        return open.getConnectedURI().getHost() + ":" + open.getConnectedURI().getPort();
    }

    private Sender sender(JmsConnection open) throws JMSException {
        Session session = open.createSession(false, Session.AUTO_ACKNOWLEDGE);
        boolean linked = false;
        try {
            MessageProducer producer = session.createProducer(endpoint.in(session));
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            linked = true;
            return new Sender(open, session, producer);
        } finally {
            if (!linked) { // the connection stays, and each attempt would leave a session behind
                AmqpLogin.close(session);
            }
        }
    }

    /** Connects while others wait: they need the same connection, and share a failure. */
    private JmsConnection open() throws InterruptedException {
        long begun = System.nanoTime();
        connecting.lockInterruptibly();
        try {
            JmsConnection open = current();
            if (open == null) {
                if (failure != null && failedAt - begun > 0) { // while this attempt waited
                    throw AmqpFault.atLogin(failure);
                }
                open = endpoint.login().createConnection();
                use(open);
            }
            return open;
        } catch (JMSException e) {
            failure = e;
            failedAt = System.nanoTime();
            throw AmqpFault.atLogin(e);
        } finally {
            connecting.unlock();
        }
    }

    private synchronized @Nullable JmsConnection current() {
        JmsConnection open = connection;
        if (open != null && (open.isFailed() || open.isClosed())) {
            giveUp(open);
        }
        return connection;
    }

    private synchronized void use(JmsConnection open) {
        if (closed) {
            AmqpLogin.close(open);
            throw new DestinationAway("the route to the %s has stopped".formatted(endpoint.named()));
        }
        connection = open;
    }

    private synchronized @Nullable Sender takeIdle(JmsConnection open) {
        return open == connection ? idle.poll() : null;
    }

    /** Keeps a sender that can be used again. */
    private synchronized void done(Sender sender, boolean taken) {
        if (taken && sender.connection() == connection) {
            idle.push(sender);
        } else {
            AmqpLogin.close(sender.session());
        }
    }

    private synchronized void giveUp(JmsConnection failed) {
        if (failed == connection) {
            idle.clear();
            connection = null;
            AmqpLogin.close(failed);
        }
    }

    /** Ends the client for good. */
    synchronized void close() {
        closed = true;
        if (connection != null) {
            giveUp(connection);
        }
    }
}
