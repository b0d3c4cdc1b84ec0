package dev.waybill.retention;

import dev.waybill.retention.PurgeStage.Candidate;
import dev.waybill.retention.SweepRows.Turn;
import java.time.Duration;
import java.util.List;

/**
 * The sweep of one stage through the ids, oldest first. Each batch has its own commit, on the node that has the turn.
 */
final class Sweep {

    private final PinnedPlans pinned;
    private final SweepRows rows;
    private final PurgeStage stage;
    private final SweepPacing pace;
    private final int batch;

    Sweep(PinnedPlans pinned, SweepRows rows, PurgeStage stage, SweepPacing pace, int batch) {
        this.pinned = pinned;
        this.rows = rows;
        this.stage = stage;
        this.pace = pace;
        this.batch = batch;
    }

    /**
     * The result of a batch, after its commit.
     *
     * @param purged the number of purged bodies or events
     * @param more true if there is more to do
     * @param rest the wait before that
     */
    record Step(int purged, boolean more, Duration rest) {

        static final Step NOT_OUR_TURN = new Step(0, false, Duration.ZERO);
    }

    /** Runs the next batch, if it is this node's turn. */
    Step step() {
        return pinned.run(
                () -> rows.take(stage.name(), pace.revisit()).map(this::sweep).orElse(Step.NOT_OUR_TURN));
    }

    private Step sweep(Turn turn) {
        List<Candidate> seen = stage.next(turn.passed(), batch);
        PurgeBatch reach = PurgeBatch.of(turn.passed(), seen, batch, stage.mostWeight());
        int purged = reach.ids().isEmpty() ? 0 : stage.purge(reach.ids());
        boolean again = reach.edge() && turn.revisit();
        boolean more = again || !reach.edge();
        Duration rest = rows.moveOn(stage.name(), reach.passed(), purged, again, more ? pace.pause() : pace.every());
        return new Step(purged, more, rest);
    }
}
