package dev.waybill.overview;

import dev.waybill.destination.Destinations.Destination;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What flows at one moment; all viewers see the same.
 *
 * @param attention what an operator should look at, the worst first
 */
public record Overview(
        Instant at, List<Attention> attention, List<Source> sources, List<Line> destinations, List<Edge> edges) {

    /**
     * Something that waits for an operator.
     *
     * @param bad whether something is lost to the other side until then
     * @param error what a mapping or the other side said, which may repeat a part of a body; null if nothing
     */
    public record Attention(
            boolean bad, String text, String href, @Nullable String error) {

        Attention(boolean bad, String text, String href) {
            this(bad, text, href, null);
        }

        /** With this in place of the error. */
        Attention without(String hidden) {
            return new Attention(bad, text, href, hidden);
        }
    }

    /** Who sends. */
    public record Source(String name, double perMinute, Spark spark, Instant latest, boolean silent) {}

    /** Where it goes. @param blocked groups that a DEAD delivery holds */
    public record Line(Destination now, long blocked, double perMinute, double failing, Spark delivered, Spark failed) {

        /** In a word. */
        public String state() {
            if (now.pause() != null) {
                return "paused";
            }
            if (now.circuit() != null) {
                return now.circuit().state().name().equals("OPEN") ? "out of reach" : "coming back";
            }
            return switch (now.route()) {
                case "started" -> failing > 0 ? "failing" : "flowing";
                case "none" -> "no route here";
                default -> "stopped here";
            };
        }

        /** A style class. */
        public String tone() {
            return switch (state()) {
                case "flowing" -> now.dead() > 0 ? "bad" : "good";
                case "out of reach", "failing" -> "bad";
                default -> "warn";
            };
        }
    }

    /** Events of a source and type that were routed to a destination; empty for none. */
    public record Edge(String source, String type, String destination, double perMinute) {}
}
