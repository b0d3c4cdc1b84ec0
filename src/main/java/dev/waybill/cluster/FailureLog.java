package dev.waybill.cluster;

import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Logs what broke a step: a database that is away takes one line and needs no stack trace, anything else does. */
public final class FailureLog {

    private FailureLog() {}

    /** @param sentence what failed and what happens next, without a full stop */
    public static void warn(Logger log, String sentence, Throwable thrown) {
        if (thrown instanceof DataAccessException || thrown instanceof TransactionException) {
            log.warn("{}: {}", sentence, String.valueOf(NestedExceptionUtils.getMostSpecificCause(thrown)));
        } else {
            log.warn(sentence, thrown);
        }
    }
}
