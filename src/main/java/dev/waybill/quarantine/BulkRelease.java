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

/** Releases all that a mended secret, or whatever else was mended, had kept in quarantine: oldest first, one by one. */
public final class BulkRelease {

    /** How many rows one command tries at most. */
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
     * Which rows.
     *
     * @param reasonContains part of the reason, in any case; null is any
     * @param after only ids above this one; 0 is all
     */
    public record Filter(
            QuarantineRing ring, String source, @Nullable String reasonContains, long after) {

        String inWords() {
            return "quarantine " + ring + ", source " + source
                    + (reasonContains == null ? "" : ", reason with " + reasonContains) + ", up to id";
        }
    }

    /**
     * What was done.
     *
     * @param accepted how many are new events
     * @param duplicate how many had been accepted before
     * @param refused how many stay, by their reason now
     * @param last the last id that was tried: {@code after} for a command that goes on behind it
     * @param more whether the command ended at its limit of rows or time
     * @param stopped why it ended before; null if it did not
     */
    public record Result(
            int accepted,
            int duplicate,
            Map<String, Integer> refused,
            long last,
            boolean more,
            @Nullable String stopped) {}

    /** Tries those that match when it begins. The audit row, with filter and highest id, is committed before the first. */
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
