package dev.waybill.handover;

import java.time.Duration;

/** The consequence of an attempt's outcome for its delivery, under the destination's policy. */
public sealed interface Verdict {

    /** Finished: the other side has the delivery. */
    record Done() implements Verdict {}

    /** Still PENDING; the lane is due again after the pause. */
    record Retry(Duration pause) implements Verdict {}

    /** DEAD: the delivery blocks its lane until an operator replays or skips it. */
    record Block() implements Verdict {}

    /** SKIPPED by the destination's {@code onDead=skip}: its lane continues. */
    record GoOn() implements Verdict {}
}
