package dev.waybill.sources;

import com.fasterxml.jackson.core.JsonPointer;
import dev.waybill.settings.Setting;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code waybill.sources.<name>}: how a source signs, and where the parts of its events are. A preset fills them in.
 *
 * @param sources the sources by name
 */
@Validated
@ConfigurationProperties("waybill")
public record SchemeSettings(@DefaultValue Map<String, One> sources) {

    private static final Pattern MEMBER = Pattern.compile("/[^/~]+");

    public SchemeSettings {
        sources = Map.copyOf(sources);
        Setting.hold(sources.entrySet().stream()
                .map(source -> (Runnable) () -> source.getValue().check("waybill.sources." + source.getKey()))
                .toArray(Runnable[]::new));
    }

    /** The settings of hubs whose sources sign the body and nothing else. */
    static final SchemeSettings NONE = new SchemeSettings(Map.of());

    One of(String source) {
        return sources.getOrDefault(source, One.DEFAULT);
    }

    /**
     * One source.
     *
     * @param preset the preset that fills in whatever is not set; empty: none
     * @param signature how it signs
     * @param key the place of the idempotency key, if it is no single header
     * @param type the place of the event type
     * @param group the place of the message group, if it is no single place in the body
     * @param changing the members of the body that differ between two sendings of one event
     * @param allowedHeaders the headers that go on to routes
     * @param handshake the requests that are no events
     * @param items the place of the events, if a request may have several
     * @param answer the text of the answer to an accepted request; empty: the hub's own JSON
     * @param forms true if it may send forms; they are verified, and kept in quarantine
     */
    record One(
            @DefaultValue("") String preset,
            @DefaultValue SignatureSettings signature,
            @Nullable String key,
            @DefaultValue("pointer:/type") String type,
            @Nullable String group,
            @DefaultValue Set<String> changing,
            @DefaultValue Set<String> allowedHeaders,
            @DefaultValue HandshakeSettings handshake,
            @DefaultValue ItemSettings items,
            @DefaultValue("") String answer,
            @DefaultValue("false") boolean forms) {

        static final One DEFAULT = new One(
                "",
                SignatureSettings.OF_BODY,
                null,
                "pointer:/type",
                null,
                Set.of(),
                Set.of(),
                new HandshakeSettings("", "", "", ""),
                new ItemSettings("", ""),
                "",
                false);

        private void check(String at) {
            new Setting(at + ".preset", preset)
                    .check(
                            preset.isEmpty() || Presets.has(preset),
                            "is '%s', which is no preset: use one of %s".formatted(preset, Presets.names()));
            new Setting(at + ".changing", null)
                    .check(
                            changing.stream()
                                    .allMatch(member -> MEMBER.matcher(member).matches()),
                            "must hold members of the body itself, such as /retries");
            AllowedHeaders.check(new Setting(at + ".allowed-headers", null), allowedHeaders);
            new Setting(at + ".signature.pointer", null)
                    .check(
                            signature.pointer().isEmpty()
                                    || !items.at().isEmpty()
                                            && items.contentType().isEmpty(),
                            "is set, so " + at + ".items.at must be too, for each content type");
        }

        /** Compiles the places of an event's parts. */
        EventParts parts(String at, String keyHeader, String groupPointer, Stream<JsonPointer> signed) {
            return EventParts.of(
                    key == null ? Part.header(keyHeader) : Part.of(new Setting(at + ".key", key)),
                    Part.of(new Setting(at + ".type", type)),
                    group == null ? Part.pointer(groupPointer) : Part.of(new Setting(at + ".group", group)),
                    changing,
                    allowedHeaders,
                    handshake.challenge(at),
                    signed);
        }
    }

    /**
     * The requests of a source that are no events.
     *
     * @param ping the beginning of an unsigned body that is answered 200 and not stored; a number follows it
     * @param type the type of a signed body that wants a text of its own back
     * @param challenge the place of that text
     * @param origin the origin that may ask, by OPTIONS, whether its events are wanted; *: any; empty: none
     */
    record HandshakeSettings(
            @DefaultValue("") String ping,
            @DefaultValue("") String type,
            @DefaultValue("") String challenge,
            @DefaultValue("") String origin) {

        private @Nullable JsonPointer challenge(String at) {
            if (type.isEmpty()) {
                return null;
            }
            new Setting(at + ".handshake.challenge", challenge)
                    .check(challenge.startsWith("/"), "must be a JSON pointer, such as /challenge");
            return JsonPointer.compile(challenge);
        }
    }

    /**
     * The events of a request that has several.
     *
     * @param at the place of each, with * for the elements of the list, such as /items/*
     * @param contentType the content type of such requests; empty: each request is one
     */
    record ItemSettings(
            @DefaultValue("") String at, @DefaultValue("") String contentType) {

        @Nullable
        Items items(String source) {
            return Items.of(new Setting(source + ".items.at", at), contentType);
        }
    }
}
