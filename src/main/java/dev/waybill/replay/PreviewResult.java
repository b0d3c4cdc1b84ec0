package dev.waybill.replay;

import dev.waybill.replay.MatchPreview.Sample;
import java.util.List;

/** What became of a request to preview. */
public sealed interface PreviewResult {

    /** The job is stored and waits for its start. @param sample the oldest deliveries that match now */
    record Made(ReplayJob job, List<Sample> sample) implements PreviewResult {}

    /** Nothing is stored: the request makes no sense; the sentence says why. */
    record Unfit(String sentence) implements PreviewResult {}

    /** Nothing is stored: counting took too long; the sentence says what to do. */
    record TooMuch(String sentence) implements PreviewResult {}
}
