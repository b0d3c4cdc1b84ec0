package dev.waybill.routetests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.handover.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test: an event, and what becomes of it.
 *
 * @param name its sentence
 * @param at the place of its beginning
 * @param source the source that the event comes from
 * @param event the event's body
 * @param type the event's type; null if its body tells it
 * @param group its message group, if the type is given; null if it has none
 * @param headers the headers of its webhook that go on to routes
 * @param destinations the destinations that it is about; null if the test does not say
 * @param expectations what is expected of single destinations
 */
public record RouteTest(
        String name,
        Place at,
        String source,
        byte[] event,
        @Nullable String type,
        @Nullable String group,
        Map<String, String> headers,
        @Nullable Destinations destinations,
        List<Expectation> expectations) {

    /**
     * The destinations of the event. A list names all of them; a map names those with and without which it goes.
     *
     * @param all the names of all, in no order; null if others may be there
     */
    public record Destinations(
            @Nullable Expected<List<String>> all, List<Expected<String>> with, List<Expected<String>> without) {}

    /** A place in a test file, with its line and column from 1. */
    public record Place(String file, int line, int column) {

        @Override
        public String toString() {
            return "%s:%d:%d".formatted(file, line, column);
        }
    }

    /** An expected value and the place where it is written. */
    public record Expected<T>(T value, Place at) {}

    /** The end of a hand-over. */
    public enum End {
        /** The destination took it. */
        DELIVERED,
        /** The hub would try it again. */
        AGAIN,
        /** The route or the destination refused it for good. */
        REFUSED,
        /** The mapping failed in its own code. */
        BROKEN;

        static End of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Delivered delivered -> DELIVERED;
                case Outcome.TryAgain again -> AGAIN;
                case Outcome.GivenUp refused -> REFUSED;
                case Outcome.Broken broken -> BROKEN;
            };
        }

        /** Returns its name in a test file. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The expected hand-over to one destination. A part that is null is not compared.
     *
     * @param answer the status that the other side answers
     * @param answerBody the text of that answer
     * @param request method and path, such as {@code POST /orders}
     * @param file a pattern of the file's name, in which * stands for any text
     * @param headers headers of the request or the mail
     * @param body members of the JSON document, or the whole text
     * @param bodyFile the path of a file in the bundle with the whole body
     * @param contains texts that the body has
     * @param end the end of the hand-over
     * @param reason a pattern of the reason
     */
    public record Expectation(
            String destination,
            Place at,
            int answer,
            String answerBody,
            @Nullable Expected<String> request,
            @Nullable Expected<String> file,
            List<Expected<Header>> headers,
            @Nullable Expected<JsonNode> body,
            @Nullable Expected<String> bodyFile,
            List<Expected<String>> contains,
            Expected<End> end,
            @Nullable Expected<String> reason) {}

    public record Header(String name, String value) {}
}
