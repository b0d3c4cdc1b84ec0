package dev.waybill.sources;

import dev.waybill.settings.Setting;
import dev.waybill.sources.SignatureScheme.Algorithm;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A configured sender of webhooks.
 *
 * @param name the last part of the path that it posts to
 * @param scheme how it signs
 * @param parts the places of an event's parts
 * @param reserialise true if a body that was re-indented on its way may still verify
 * @param types the event types that it is known to send, none if that is not known; others are taken too, if signed
 * @param sameBody the rules for a signed body that came before under another key
 * @param sameBodyWithin the time for which such earlier bodies are looked up
 * @param secrets the live secrets, at least one
 * @param handshake its requests that are no events, and the answer that it wants
 * @param items the place of the events in a request that has several; null if each request is one event
 * @param forms true if its forms are verified and kept, and not refused unread
 * @param kept the headers without which a kept webhook can't be verified and read again
 */
public record Source(
        String name,
        SignatureScheme scheme,
        EventParts parts,
        boolean reserialise,
        Set<String> types,
        SameBodyRules sameBody,
        Duration sameBodyWithin,
        List<SourceSecret> secrets,
        Handshake handshake,
        @Nullable Items items,
        boolean forms,
        List<String> kept) {

    static Source of(String name, SourceSettings.One settings, SchemeSettings.One scheme, Duration sameBodyWithin) {
        String at = "waybill.sources." + name;
        SignatureScheme signature = scheme.signature().scheme(at + ".signature", settings.signatureHeader());
        Items items = scheme.items().items(at);
        EventParts parts = scheme.parts(at, settings.keyHeader(), settings.groupPointer(), signature.places());
        new Setting(at + ".allowed-headers", null)
                .check(
                        signature.headers().noneMatch(parts::passes),
                        "names a header of the signature, by which a reader could send the webhook again");
        if (items != null) {
            checkItems(at, parts, settings.reserialise() && signature.place() == null);
        }
        return new Source(
                name,
                signature,
                parts,
                settings.reserialise(),
                settings.types(),
                settings.sameBody(),
                sameBodyWithin,
                List.of(),
                new Handshake(
                        scheme.handshake().ping(),
                        scheme.handshake().type(),
                        scheme.handshake().origin(),
                        scheme.answer()),
                items,
                scheme.forms(),
                Stream.of(signature.headers(), parts.headers(), headers(items))
                        .flatMap(names -> names)
                        .distinct()
                        .toList());
    }

    /** Refuses what no event of a request with several can have, and what would not be kept of it. */
    private static void checkItems(String at, EventParts parts, boolean reserialise) {
        Setting.hold(
                () -> checkPlace(at, "key", parts.key()),
                () -> checkPlace(at, "type", parts.type()),
                () -> checkPlace(at, "group", parts.group()),
                () -> new Setting(at + ".reserialise", null)
                        .check(
                                !reserialise,
                                "must be false beside %s.items.at: a request with several events is verified as it came"
                                        .formatted(at)));
    }

    private static void checkPlace(String at, String name, Part part) {
        new Setting(at + "." + name, null)
                .check(
                        !part.needsHeader(),
                        "is read from headers, which an item of %s.items.at doesn't have: name a place in the item"
                                .formatted(at));
    }

    private static Stream<String> headers(@Nullable Items items) {
        return items == null || items.contentType().isEmpty() ? Stream.empty() : Stream.of("Content-Type");
    }

    Source with(List<SourceSecret> live) {
        return new Source(
                name,
                scheme,
                parts,
                reserialise,
                types,
                sameBody,
                sameBodyWithin,
                List.copyOf(live),
                handshake,
                items,
                forms,
                kept);
    }

    /** False if its events come another way: then the public port knows no such source. */
    public boolean isAtTheDoor() {
        return scheme.algorithm() != Algorithm.NONE;
    }

    public String signatureHeader() {
        return scheme.header();
    }

    /** Returns the name of the header or parameter with the signature. */
    public String signatureName() {
        String parameter = scheme.parameter();
        return parameter == null ? scheme.header() : parameter;
    }

    /** True if the value of this header must be kept with a webhook. */
    public boolean keeps(String header) {
        for (String name : kept) {
            if (name.equalsIgnoreCase(header)) {
                return true;
            }
        }
        return false;
    }

    /** True if a webhook of this type may come from here. */
    public boolean knows(String type) {
        return types.isEmpty() || types.contains(type);
    }

    /** Returns the time within which a second body of this type goes to quarantine; null if it is accepted. */
    @Nullable
    public Duration onlyOnceWithin(String type) {
        return sameBody.of(type) == SameBody.QUARANTINE ? sameBodyWithin : null;
    }
}
