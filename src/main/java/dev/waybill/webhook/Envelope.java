package dev.waybill.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.waybill.batch.PostgresText;
import dev.waybill.signature.StrictJson;
import dev.waybill.sources.EventParts;
import dev.waybill.sources.Part;
import dev.waybill.sources.Part.Place;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an event that the hub itself reads.
 *
 * @param type the event type as sent, up to {@value #MAX_TYPE_BYTES} bytes of UTF-8 that PostgreSQL can hold
 * @param group the message group, up to {@value MessageGroup#MAX_BYTES} bytes of the same kind; null if the event has
 *     none
 */
public record Envelope(String type, @Nullable String group) {

    static final int MAX_TYPE_BYTES = 255;

    /**
     * Reads a signed body in one pass. The last of repeated keys counts, for the type and for each step of a pointer.
     *
     * @param signedForm the bytes that the signature covers
     * @param parts the places of type and group
     * @param headers the value of a header that was sent exactly once; null for any other
     * @throws Malformed if it is not UTF-8, not one JSON object, nested too deep, or lacks a usable type
     */
    public static Envelope read(byte[] signedForm, EventParts parts, Function<String, @Nullable String> headers) {
        return of(EventTexts.read(signedForm, parts, headers), parts);
    }

    static Envelope of(EventTexts texts, EventParts parts) {
        String group = parts.group().in(texts::visible);
        return new Envelope(
                checked(parts.type().in(texts::word), parts.type()),
                group == null ? null : MessageGroup.storable(group));
    }

    private static String checked(@Nullable String type, Part part) {
        if (type == null) {
            throw new Malformed(missing(part));
        }
        if (!PostgresText.fits(type, MAX_TYPE_BYTES)) {
            throw new Malformed("The %s is longer than %d bytes, or holds U+0000 or half a surrogate pair"
                    .formatted(name(part), MAX_TYPE_BYTES));
        }
        return type;
    }

    private static String missing(Part part) {
        return part.onlyPlace() instanceof Place.Pointer
                ? "The body has no string " + name(part)
                : "The type is missing (%s)".formatted(part.inWords());
    }

    private static String name(Part part) {
        return part.onlyPlace() instanceof Place.Pointer(JsonPointer at)
                        && at.tail() != null
                        && at.tail().matches()
                ? "\"%s\"".formatted(at.getMatchingProperty())
                : "type (%s)".formatted(part.inWords());
    }

    /**
     * A signed body is not an event, so no re-send of it can be accepted. The message says why, without quoting the body.
     */
    public static final class Malformed extends RuntimeException {

        Malformed(String reason) {
            super(reason);
        }

        /** Returns the reason why a body can't be parsed. */
        static Malformed of(IOException failure) {
            return new Malformed(
                    switch (failure) {
                        case CharacterCodingException encoding -> "The body is not UTF-8";
                        case StreamConstraintsException deep ->
                            "The body is nested deeper than %d levels".formatted(StrictJson.MAX_DEPTH);
                        default -> "The body is not JSON";
                    });
        }
    }
}
