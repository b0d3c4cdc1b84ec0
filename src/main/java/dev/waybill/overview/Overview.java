package dev.waybill.overview;

import dev.waybill.destination.Destinations.Destination;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the hub at one moment; all viewers see the same.
 *
 * @param attention the alerts for an operator, the worst first
 */
public record Overview(
        Instant at, List<Attention> attention, List<Source> sources, List<Line> destinations, List<Edge> edges) {

    /**
     * An alert that waits for an operator.
     *
     * @param bad true if a destination misses something until then
     * @param error the error text of a mapping or destination, which may repeat a part of a body; null if none
     */
    public record Attention(
            boolean bad, String text, String href, @Nullable String error) {

        Attention(boolean bad, String text, String href) {
            this(bad, text, href, null);
        }

        /** Returns the alert with this text in place of the error. */
        Attention without(String hidden) {
            return new Attention(bad, text, href, hidden);
        }
    }

    /**
     * A source and its rate.
     *
     * @param signed false if a secret in each request is its only proof
     */
    public record Source(String name, double perMinute, Spark spark, Instant latest, boolean silent, boolean signed) {}

    /**
     * A destination and its rates.
     *
     * @param blocked the number of message groups that a DEAD delivery blocks
     */
    public record Line(Destination now, long blocked, double perMinute, double failing, Spark delivered, Spark failed) {

        /** Returns the state in a word or two. */
        public String state() {
            if (now.pause() != null) {
                return "paused";
            }
            if (now.circuit() != null) {
                return now.circuit().state().name().equals("OPEN") ? "unreachable" : "coming back";
            }
            return switch (now.route()) {
                case "started" -> failing > 0 ? "failing" : "flowing";
                case "none" -> "no route here";
                default -> "stopped here";
            };
        }

        /** Returns the style class. */
        public String tone() {
            return switch (state()) {
                case "flowing" -> now.dead() > 0 ? "bad" : "good";
                case "unreachable", "failing" -> "bad";
                default -> "warn";
            };
        }
    }

    /** The events of a source and type that were routed to a destination; empty for none. */
    public record Edge(String source, String type, String destination, double perMinute) {}
}
