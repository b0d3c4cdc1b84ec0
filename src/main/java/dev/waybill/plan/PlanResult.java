package dev.waybill.plan;

import java.util.List;

/**
 * The result of a plan.
 *
 * @param lines the counts, by event type and destination
 * @param samples some of the differences
 * @param notes things that the plan can't know
 */
public record PlanResult(List<Line> lines, List<Sample> samples, List<String> notes) {

    /** The difference that an event would see at a destination. */
    public enum Kind {
        /** Both hand over the same. */
        SAME,
        /** Both hand over, with another content or another end. */
        CHANGED,
        /** Only the candidate hands over. */
        NEW,
        /** Only the live bundle hands over. */
        NO_LONGER,
        /** The candidate refuses or fails, and the live bundle does not. */
        REFUSED
    }

    /** The counts of one event type at one destination. */
    public record Line(String type, String destination, int same, int changed, int fresh, int noLonger, int refused) {}

    /** One difference, in words of several lines. */
    public record Sample(long event, String type, String destination, Kind kind, String difference) {}

    /** Returns the number of hand-overs that would be different. */
    public int differences() {
        return lines.stream()
                .mapToInt(line -> line.changed() + line.fresh() + line.noLonger() + line.refused())
                .sum();
    }
}
