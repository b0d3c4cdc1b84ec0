package dev.waybill.outbox;

import java.util.Objects;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** Does all that is asked, and loses the connection before the commit. */
public final class CutBeforeCommit extends TransactionTemplate {

    public CutBeforeCommit(TransactionTemplate like) {
        super(Objects.requireNonNull(like.getTransactionManager()));
    }

    @Override
    public <T> T execute(TransactionCallback<T> action) {
        return super.execute(status -> {
            action.doInTransaction(status);
            throw new IllegalStateException("the connection broke");
        });
    }
}
