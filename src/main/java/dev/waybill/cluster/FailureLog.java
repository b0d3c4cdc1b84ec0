package dev.waybill.cluster;

import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Logs the failure of a step. An absent database takes one line and no stack trace; any other failure has a stack
 * trace.
 */
public final class FailureLog {

    private FailureLog() {}

    /** @param sentence the failure and what happens next, without a full stop */
    public static void warn(Logger log, String sentence, Throwable thrown) {
        if (thrown instanceof DataAccessException || thrown instanceof TransactionException) {
            log.warn("{}: {}", sentence, String.valueOf(NestedExceptionUtils.getMostSpecificCause(thrown)));
        } else {
            log.warn(sentence, thrown);
        }
    }
}
