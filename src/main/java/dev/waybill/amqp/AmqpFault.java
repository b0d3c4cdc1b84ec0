package dev.waybill.amqp;

import dev.waybill.handover.PermanentRefusal;
import dev.waybill.wire.DestinationAway;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.apache.qpid.jms.JmsOperationTimedOutException;
import org.apache.qpid.jms.JmsSendTimedOutException;
import org.jspecify.annotations.Nullable;

/** Says in clear words why a broker did not take a message, or give one. */
final class AmqpFault {

    private static final String TOO_LARGE = "amqp:link:message-size-exceeded";
    private static final String FULL = "amqp:resource-limit-exceeded";

    /** Marks a message that the broker did not take, for reasons that may be its own. */
    static final class NotTaken extends RuntimeException {

        NotTaken(String reason) {
            super(reason);
        }
    }

    private AmqpFault() {}

    /**
     * Returns the failure of an attempt to send.
     *
     * @param queue the queue or topic for people
     * @param broken true if the connection has ended
     */
    static RuntimeException of(String queue, JMSException failure, boolean broken) {
        if (told(failure).contains(TOO_LARGE)) {
            return new PermanentRefusal("the message is larger than the %s takes: %s".formatted(queue, told(failure)));
        }
        if (failure instanceof JmsSendTimedOutException) {
            return new DestinationAway(
                    "the broker did not take the message in %d s: the %s may be full, or the broker hangs"
                            .formatted(AmqpLogin.SEND_MILLIS / 1000, queue));
        }
        if (failure instanceof JmsOperationTimedOutException) {
            return new DestinationAway("the broker gave no answer about the %s: %s".formatted(queue, told(failure)));
        }
        if (broken) {
            return new DestinationAway("the connection to the broker ended: " + told(failure));
        }
        String sentence = sentence(queue, failure);
        return sentence == null
                ? new NotTaken("the broker did not take the message: " + told(failure))
                : new DestinationAway(sentence);
    }

    /** True if the broker did not answer in time. */
    static boolean isLate(JMSException failure) {
        return failure instanceof JmsOperationTimedOutException;
    }

    /** Returns the failure to connect. */
    static RuntimeException atLogin(JMSException failure) {
        return new DestinationAway(loginSentence(failure));
    }

    static String loginSentence(JMSException failure) {
        return failure instanceof JMSSecurityException
                ? "the broker refuses the login: " + told(failure)
                : "no broker can be reached: " + told(failure);
    }

    /** Returns why the queue can't be read. */
    static String readSentence(String queue, JMSException failure) {
        String sentence = sentence(queue, failure);
        return sentence == null ? "the connection to the broker ended: " + told(failure) : sentence;
    }

    /** Returns what is wrong with the queue; null if nothing is known to be. */
    static @Nullable String sentence(String queue, JMSException failure) {
        if (told(failure).contains(FULL)) {
            return "the %s is full: %s".formatted(queue, told(failure));
        }
        return switch (failure) {
            case InvalidDestinationException e -> "the %s does not exist: %s".formatted(queue, told(e));
            case JMSSecurityException e -> "the login has no right to the %s: %s".formatted(queue, told(e));
            default -> null;
        };
    }

    private static String told(JMSException failure) {
        return String.valueOf(failure.getMessage());
    }
}
