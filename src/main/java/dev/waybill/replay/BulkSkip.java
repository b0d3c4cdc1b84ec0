package dev.waybill.replay;

import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.outbox.Lanes;
import dev.waybill.replay.DeliveryFilter.Bounds;
import dev.waybill.replay.MatchPages.Match;
import dev.waybill.replay.MatchPages.Page;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives up the DEAD deliveries that a filter matches, a batch in each of the caller's transactions, so that their groups
 * go on without them. By the law of the lane, as {@link BulkReplay}. Each one is audited by itself: it is lost to the
 * other side, and who decided that is asked delivery by delivery.
 */
public final class BulkSkip {

    private static final String SKIP = """
        UPDATE outbox_delivery SET state = 'SKIPPED', finished_at = now()
         WHERE id = ANY (:ids) AND state = 'DEAD' RETURNING id\
        """;

    /** A lane that a node holds at this moment is freed by that node's settlement, which finds another head. */
    private static final String UNBLOCK = """
        UPDATE outbox_lane SET blocked_by = NULL, tries = 0, due_at = now()
         WHERE destination = :destination AND lane = ANY (:lanes) AND blocked_by = ANY (:ids)\
        """;

    private final JdbcClient jdbc;
    private final MatchPages next;
    private final Lanes lanes;
    private final Audit audit;
    private final Consumer<String> wake;

    /** @param wake told the destination after the commit */
    BulkSkip(JdbcClient jdbc, Consumer<String> wake) {
        this.jdbc = jdbc;
        this.next = new MatchPages(jdbc);
        this.lanes = new Lanes(jdbc);
        this.audit = new Audit(jdbc);
        this.wake = wake;
    }

    /**
     * Skips the next matching deliveries, oldest event first.
     *
     * @param filter of DEAD ones alone
     * @param most how many at most, 1 to 1000
     * @param command in whose name
     */
    public BulkReplay.Step step(DeliveryFilter filter, Bounds bounds, ReplayCursor after, int most, Command command) {
        if (!filter.deadOnly()) {
            throw new IllegalArgumentException("Only DEAD deliveries are skipped in bulk: " + filter);
        }
        Page page = next.after(after, filter, bounds, most);
        int skipped = page.matches().isEmpty() ? 0 : skip(filter.destination(), page.matches(), command);
        return new BulkReplay.Step(new BulkReplay.Counts(skipped, 0, 0, 0), page.reached(), page.last());
    }

    private int skip(String destination, List<Match> matches, Command command) {
        List<String> opened = matches.stream().map(Match::lane).distinct().toList();
        lanes.open(opened.stream().map(lane -> destination).toList(), opened);
        List<Long> skipped = jdbc.sql(SKIP)
                .param("ids", matches.stream().map(Match::id).toArray(Long[]::new))
                .query(Long.class)
                .list();
        jdbc.sql(UNBLOCK)
                .param("destination", destination)
                .param("lanes", opened.toArray(String[]::new))
                .param("ids", skipped.toArray(Long[]::new))
                .update();
        lanes.closeEmpty(destination, opened);
        audit.recordAll(command, "skip", "delivery", skipped);
        BulkReplay.afterCommit(() -> wake.accept(destination));
        return skipped.size();
    }
}
