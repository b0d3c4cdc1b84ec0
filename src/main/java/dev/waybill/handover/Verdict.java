package dev.waybill.handover;

import java.time.Duration;

/** What an attempt's outcome means for its delivery, under the destination's policy. */
public sealed interface Verdict {

    /** Finished: the other side has it. */
    record Done() implements Verdict {}

    /** Stays PENDING; its lane is due again after the pause. */
    record Retry(Duration pause) implements Verdict {}

    /** DEAD: it blocks its lane until an operator replays or skips it. */
    record Block() implements Verdict {}

    /** SKIPPED by the destination's {@code onDead=skip}: its lane goes on. */
    record GoOn() implements Verdict {}
}
