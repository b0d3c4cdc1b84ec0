package dev.waybill.quarantine;

import dev.waybill.batch.BatchWriter.Sized;
import dev.waybill.batch.PostgresText;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A new entry on its way into quarantine; its texts are made fit for the table.
 *
 * @param committed the future of the commit, completed exceptionally if the row is not committed
 */
record NewEntry(
        String source,
        String reason,
        @Nullable String key,
        @Nullable Long eventId,
        byte[] headers,
        byte[] body,
        CompletableFuture<Void> committed)
        implements Sized {

    private static final int MOST_CHARACTERS = 1000;
    private static final int OVERHEAD = 1024;

    NewEntry {
        source = PostgresText.repaired(source, MOST_CHARACTERS);
        reason = PostgresText.repaired(reason, MOST_CHARACTERS);
        key = key == null ? null : PostgresText.repaired(key, MOST_CHARACTERS);
    }

    @Override
    public long weight() {
        return OVERHEAD + headers.length + (long) body.length;
    }
}
