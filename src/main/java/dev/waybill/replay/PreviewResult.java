package dev.waybill.replay;

import dev.waybill.replay.MatchPreview.Sample;
import java.util.List;

/** The result of a request to preview. */
public sealed interface PreviewResult {

    /**
     * The job is stored and waits for its start.
     *
     * @param sample the oldest deliveries that match now
     */
    record Made(ReplayJob job, List<Sample> sample) implements PreviewResult {}

    /** The request is invalid and nothing is stored; the sentence says why. */
    record Unfit(String sentence) implements PreviewResult {}

    /** The count took too long and nothing is stored; the sentence says what to do. */
    record TooMuch(String sentence) implements PreviewResult {}
}
