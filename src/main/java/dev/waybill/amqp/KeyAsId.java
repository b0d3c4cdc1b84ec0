package dev.waybill.amqp;

import org.apache.qpid.jms.JmsDestination;
import org.apache.qpid.jms.JmsSession;
import org.apache.qpid.jms.message.JmsMessageIDBuilder;
import org.apache.qpid.jms.policy.JmsMessageIDPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Makes the key of a delivery the id of its message, the same for each attempt, so that a broker or a receiver that
 * knows messages by their id sees a repetition. JMS lets a client set no id; it asks for one on the thread that sends.
 */
final class KeyAsId implements JmsMessageIDPolicy {

    private static final ThreadLocal<@Nullable String> KEY = new ThreadLocal<>();

    /** Sets the id of the next messages of this thread; null: the client's own. */
    static void of(@Nullable String key) {
        if (key == null) {
            KEY.remove();
        } else {
            KEY.set(key);
        }
    }

    @Override
    public JmsMessageIDPolicy copy() {
        return this;
    }

    @Override
    public JmsMessageIDBuilder getMessageIDBuilder(JmsSession session, JmsDestination destination) {
        JmsMessageIDBuilder own = JmsMessageIDBuilder.BUILTIN.DEFAULT.createBuilder();
        return new JmsMessageIDBuilder() {

            @Override
            public Object createMessageID(String producer, long number) {
                String key = KEY.get();
                return key == null ? own.createMessageID(producer, number) : key;
            }

            @Override
            public JmsMessageIDBuilder initialize(String producer) {
                own.initialize(producer);
                return this;
            }
        };
    }
}
