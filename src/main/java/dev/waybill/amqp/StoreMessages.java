package dev.waybill.amqp;

import jakarta.jms.Message;
import java.util.concurrent.CompletableFuture;

/** Stores messages of a queue. */
interface StoreMessages {

    /** The end of one try to store a message. */
    enum Ended {

        /** The inbox has it. */
        STORED,

        /** The message is no event, and is in quarantine. */
        REFUSED,

        /** Its route ended, and asked the inbox nothing. */
        UNANSWERED,

        /** Nobody knows where it is. */
        UNKNOWN;

        /** True if the broker may forget the message. */
        boolean isSettled() {
            return this == STORED || this == REFUSED;
        }
    }

    /** Reads a message. Messages with one group are stored one after another. */
    IncomingMessage read(Message message);

    /**
     * Stores the message, or keeps it in quarantine.
     *
     * @param last true if the message goes to quarantine should its route ask the inbox nothing
     */
    CompletableFuture<Ended> store(IncomingMessage message, boolean last);
}
