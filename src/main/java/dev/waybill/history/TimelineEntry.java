package dev.waybill.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One entry in the history of an event; {@code what} names its kind in JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TimelineEntry.Received.class, name = "received"),
    @JsonSubTypes.Type(value = TimelineEntry.Repeated.class, name = "repeated"),
    @JsonSubTypes.Type(value = TimelineEntry.Made.class, name = "made"),
    @JsonSubTypes.Type(value = TimelineEntry.Tried.class, name = "tried"),
    @JsonSubTypes.Type(value = TimelineEntry.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = TimelineEntry.Commanded.class, name = "commanded")
})
public sealed interface TimelineEntry {

    /** Returns the time by the database's clock; for attempts, by the node's. */
    Instant at();

    /**
     * The event was accepted.
     *
     * @param secret the id of the secret that verified it
     */
    record Received(Instant at, String source, String secret) implements TimelineEntry {}

    /**
     * The signed body was found to have come before, under another key.
     *
     * @param earlier the event that had it
     */
    record Repeated(Instant at, long earlier) implements TimelineEntry {}

    /**
     * The event was routed, or an operator asked for one more delivery.
     *
     * @param by the node that routed it; null if none is known
     * @param replayOf the delivery that an operator asked to have again
     * @param revision the revision whose route named the destination; null if none was published, and for a replay
     */
    record Made(
            Instant at,
            long delivery,
            String destination,
            String part,
            @Nullable Long replayOf,
            NodeRoutes.@Nullable Start by,
            @Nullable Integer revision)
            implements TimelineEntry {}

    /**
     * An attempt.
     *
     * @param outcome DELIVERED, FAILED or REFUSED
     * @param status the status of HTTP, if there was one
     * @param answer the first 2 KiB that came back, as text
     * @param sent the recorded output, if it was kept
     * @param stale true if the lease had passed to another node: the attempt changed nothing
     * @param node the node that made it
     * @param by the same node with the routes of its start, if they were recorded
     * @param revision the revision whose routes made it; null if they were none
     */
    record Tried(
            Instant at,
            long delivery,
            String destination,
            int number,
            int durationMs,
            String outcome,
            @Nullable Integer status,
            @Nullable String reason,
            @Nullable String answer,
            @Nullable SentMessageView sent,
            boolean stale,
            long node,
            NodeRoutes.@Nullable Start by,
            @Nullable Integer revision)
            implements TimelineEntry {

        Tried withoutBodies() {
            return new Tried(
                    at,
                    delivery,
                    destination,
                    number,
                    durationMs,
                    outcome,
                    status,
                    null,
                    null,
                    null,
                    stale,
                    node,
                    by,
                    revision);
        }
    }

    /**
     * A delivery came to its end.
     *
     * @param state DELIVERED or SKIPPED
     */
    record Finished(Instant at, long delivery, String destination, String state) implements TimelineEntry {}

    /**
     * An operator gave a command.
     *
     * @param subject an event or a delivery with its id, such as {@code delivery 17}
     */
    record Commanded(
            Instant at,
            String who,
            String verb,
            String subject,
            @Nullable String reason) implements TimelineEntry {}
}
