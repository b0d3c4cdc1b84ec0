package dev.waybill.sockets;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when memory has run out under a connection. The JVM ends by itself only for its heap; Netty counts
 * direct memory on its own. Once direct memory has run out, no connection is read any more, while all else seems well.
 */
public final class OutOfMemory {

    private static final Logger LOG = LoggerFactory.getLogger(OutOfMemory.class);

    /** The exit status that the JVM's own {@code ExitOnOutOfMemoryError} uses. */
    private static final int STATUS = 3;

    private final IntConsumer exit;

    public OutOfMemory(IntConsumer exit) {
        this.exit = exit;
    }

    void endsIfItIs(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof OutOfMemoryError) {
                end(t);
                return;
            }
        }
    }

    private void end(Throwable cause) {
        try {
            LOG.error(
                    "The public port has no memory left: the hub ends now, so that its supervisor starts it again. No"
                            + " webhook answered 200 is lost. Give the hub more memory, or lower"
                            + " waybill.listener.max-connections",
                    cause);
        } finally {
            exit.accept(STATUS);
        }
    }
}
