package dev.waybill.replay;

import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.outbox.Lanes;
import dev.waybill.replay.DeliveryFilter.Bounds;
import dev.waybill.replay.MatchPages.Match;
import dev.waybill.replay.MatchPages.Page;
import dev.waybill.replay.MatchPages.ReplayCursor;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Skips the DEAD deliveries that a filter matches, a batch in each of the caller's transactions. Their groups then
 * continue without them. It locks lanes first, like {@link BulkReplay}. Each delivery has its own audit row: it is lost
 * to the other side, and questions come per delivery.
 */
public final class BulkSkip {

    private static final String SKIP = """
        UPDATE outbox_delivery SET state = 'SKIPPED', finished_at = now()
         WHERE id = ANY (:ids) AND state = 'DEAD' RETURNING id\
        """;

    /**
     * Updates only blocked lanes. A lane that a node holds now is freed by that node's settlement, which finds the next
     * head.
     */
    private static final String UNBLOCK = """
        UPDATE outbox_lane SET blocked_by = NULL, tries = 0, due_at = now()
         WHERE destination = :destination AND lane = ANY (:lanes) AND blocked_by = ANY (:ids)\
        """;

    private final JdbcClient jdbc;
    private final MatchPages next;
    private final Lanes lanes;
    private final Audit audit;
    private final Consumer<String> wake;

    /** @param wake the callback for the destination after the commit */
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
     * @param filter a filter of DEAD deliveries only
     * @param most the limit of deliveries, 1 to 1000
     * @param command the author and reason for the audit
     */
    public BulkReplay.Step step(DeliveryFilter filter, Bounds bounds, ReplayCursor after, int most, Command command) {
        if (!filter.deadOnly()) {
            throw new IllegalArgumentException("Only DEAD deliveries can be skipped in bulk: " + filter);
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
