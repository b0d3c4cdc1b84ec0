package dev.waybill.quarantine;

import dev.waybill.batch.Deadline;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.quarantine.ReleaseEntry.Released;
import dev.waybill.quarantine.Resubmit.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Releases the entries of a source after its secret or another setting is fixed: oldest first, one by one. */
public final class BulkRelease {

    /** The limit of rows that one command tries. */
    static final int MOST = 1000;

    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private final ReleaseEntry release;
    private final EntryCommands rows;
    private final Audit audit;
    private final int most;

    BulkRelease(ReleaseEntry release, EntryCommands rows, Audit audit, int most) {
        this.release = release;
        this.rows = rows;
        this.audit = audit;
        this.most = most;
    }

    /**
     * The selection of rows.
     *
     * @param reasonContains a part of the reason, in any case; null is any
     * @param after the id above which rows match; 0 is all
     */
    public record Filter(
            QuarantineRing ring, String source, @Nullable String reasonContains, long after) {

        String inWords() {
            return "quarantine " + ring + ", source " + source
                    + (reasonContains == null ? "" : ", reason with " + reasonContains) + ", up to id";
        }
    }

    /**
     * The result of a command.
     *
     * @param accepted the number of new events
     * @param duplicate the number of events accepted before
     * @param refused the number of rows that stay, by their reason now
     * @param last the last id that was tried: {@code after} for a following command
     * @param more true if the command ended at its limit of rows or time
     * @param stopped the reason for an earlier end; null if there was none
     */
    public record Result(
            int accepted,
            int duplicate,
            Map<String, Integer> refused,
            long last,
            boolean more,
            @Nullable String stopped) {}

    /**
     * Tries the rows that match at the beginning. The audit row, with filter and highest id, is committed before the
     * first.
     */
    public Result release(Filter filter, Command command) {
        long last = rows.last(filter.ring());
        audit.record(command, "release", filter.inWords(), last);
        Tally tally = new Tally(filter.after());
        Deadline end = Deadline.in(AT_MOST);
        while (tally.tried < most && end.left() > 0) {
            Optional<Released> released = release.release(
                    () -> rows.next(filter.ring(), filter.source(), filter.reasonContains(), tally.last, last),
                    row -> {});
            if (released.isEmpty()) {
                return tally.result(false, null);
            }
            switch (released.get().answer()) {
                case Answer.Unavailable(String sentence) -> {
                    return tally.result(false, sentence);
                }
                case Answer answer -> tally.count(released.get().id(), answer);
            }
        }
        return tally.result(true, null);
    }

    private static final class Tally {

        private final Map<String, Integer> refused = new TreeMap<>();
        private int accepted;
        private int duplicate;
        private int tried;
        private long last;

        Tally(long after) {
            this.last = after;
        }

        void count(long id, Answer answer) {
            last = id;
            tried++;
            if (answer instanceof Answer.Refused(String reason, var signed, var key, var event)) {
                refused.merge(reason, 1, Integer::sum);
            } else if (answer instanceof Answer.Accepted) {
                accepted++;
            } else {
                duplicate++;
            }
        }

        Result result(boolean more, @Nullable String stopped) {
            return new Result(accepted, duplicate, refused, last, more, stopped);
        }
    }
}
