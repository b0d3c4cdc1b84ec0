package dev.waybill.sources;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The places of an event's parts in a source's webhooks, compiled at the start.
 *
 * @param key the idempotency key
 * @param type the event type
 * @param group the message group
 * @param changing the members of the body that differ between two sendings of one event; its digest is without them
 * @param passed the headers that go on to routes
 * @param challenge the place of the text that a handshake wants back; null if the source has no such handshake
 * @param pointers all places in the body, each once
 */
public record EventParts(
        Part key,
        Part type,
        Part group,
        Set<String> changing,
        Set<String> passed,
        @Nullable JsonPointer challenge,
        List<JsonPointer> pointers) {

    /** @param signed the places of the signature and the signed text, if each event has its own */
    static EventParts of(
            Part key,
            Part type,
            Part group,
            Set<String> changing,
            Set<String> passed,
            @Nullable JsonPointer challenge,
            Stream<JsonPointer> signed) {
        return new EventParts(
                key,
                type,
                group,
                Set.copyOf(changing),
                Set.copyOf(passed),
                challenge,
                Stream.of(Stream.of(key, type, group).flatMap(Part::pointers), Stream.ofNullable(challenge), signed)
                        .flatMap(places -> places)
                        .distinct()
                        .toList());
    }

    /** Reads the places of a source from the settings, before and without the hub's beans. */
    public static EventParts in(Environment settings, String source) {
        String at = "waybill.sources." + source;
        Binder binder = Binder.get(settings);
        SourceSettings.One one = binder.bindOrCreate(at, SourceSettings.One.class);
        return binder.bindOrCreate(at, SchemeSettings.One.class)
                .parts(at, one.keyHeader(), one.groupPointer(), Stream.empty());
    }

    /** Returns the headers that parts are read from, and those that go on. */
    Stream<String> headers() {
        return Stream.concat(Stream.of(key, type, group).flatMap(Part::headers), passed.stream());
    }

    /** True if this header goes on to routes. */
    public boolean passes(String header) {
        return passed.stream().anyMatch(header::equalsIgnoreCase);
    }
}
