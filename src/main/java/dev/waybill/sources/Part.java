package dev.waybill.sources;

import com.fasterxml.jackson.core.JsonPointer;
import dev.waybill.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places of one part of an event, its key for example. Written as {@code header:X-Topic + pointer:/action?}: the
 * texts of all terms, joined by dots. A term may name alternatives with {@code |}; one that ends with {@code ?} may be
 * missing.
 *
 * @param terms the terms in their order; none if events have no such part
 */
public record Part(List<Term> terms) {

    /** The part that no event has. */
    static final Part NONE = new Part(List.of());

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final String FORM =
            "must be made of header:<name>, pointer:/<place>, text:<text> and digest, joined by ' + ', with ' | '"
                    + " between alternatives";

    /**
     * One text.
     *
     * @param places its places, of which the first that has a text counts
     * @param optional true if events may be without it
     */
    public record Term(List<Place> places, boolean optional) {}

    /** A place in a webhook. */
    public sealed interface Place {

        /** A header line that was sent once. */
        record Header(String name) implements Place {}

        /** A text or number in the body. */
        record Pointer(JsonPointer at) implements Place {}

        /** The SHA-256 of the body, in hexadecimal digits. */
        record Digest() implements Place {}

        /** A text that is the same in each webhook. */
        record Text(String value) implements Place {}
    }

    static Part header(String name) {
        return new Part(List.of(new Term(List.of(new Place.Header(name)), false)));
    }

    static Part pointer(String pointer) {
        return new Part(List.of(new Term(List.of(new Place.Pointer(JsonPointer.compile(pointer))), true)));
    }

    /** Reads a part as a setting writes it, once at the start. */
    static Part of(Setting written) {
        String text = String.valueOf(written.value());
        return new Part(Arrays.stream(text.split(" \\+ ", -1))
                .map(term -> term(written, term.strip()))
                .toList());
    }

    private static Term term(Setting written, String text) {
        boolean optional = text.endsWith("?");
        String places = optional ? text.substring(0, text.length() - 1) : text;
        return new Term(
                Arrays.stream(places.split(" \\| ", -1))
                        .map(place -> place(written, place.strip()))
                        .toList(),
                optional);
    }

    private static Place place(Setting written, String text) {
        if (text.equals("digest")) {
            return new Place.Digest();
        }
        String where = text.substring(text.indexOf(':') + 1);
        if (text.startsWith("text:") && !where.isBlank()) {
            return new Place.Text(where);
        }
        boolean header = text.startsWith("header:") && HEADER.matcher(where).matches();
        written.check(header || text.startsWith("pointer:/"), FORM);
        return header ? new Place.Header(where) : new Place.Pointer(JsonPointer.compile(where));
    }

    /**
     * Returns the texts of all terms, joined.
     *
     * @param text the text at a place; null if there is none
     * @return null if a term that is needed has no text, or no term has one
     */
    public @Nullable String in(Function<Place, @Nullable String> text) {
        if (terms.size() == 1) {
            return first(terms.getFirst(), text);
        }
        StringBuilder all = new StringBuilder();
        for (Term term : terms) {
            String one = first(term, text);
            if (one == null && !term.optional()) {
                return null;
            }
            if (one != null) {
                all.append(all.isEmpty() ? "" : ".").append(one);
            }
        }
        return all.isEmpty() ? null : all.toString();
    }

    private static @Nullable String first(Term term, Function<Place, @Nullable String> text) {
        for (Place place : term.places()) {
            String found = text.apply(place);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Returns the place if there is only one; null otherwise. */
    public @Nullable Place onlyPlace() {
        return terms.size() == 1 && terms.getFirst().places().size() == 1
                ? terms.getFirst().places().getFirst()
                : null;
    }

    /** Returns the header that this part is alone; null if it is anything else. */
    public @Nullable String onlyHeader() {
        return onlyPlace() instanceof Place.Header(String name) ? name : null;
    }

    /** True if no event has this part without a header. */
    boolean needsHeader() {
        return headers().findAny().isPresent()
                && in(place -> place instanceof Place.Header ? null : "any text") == null;
    }

    Stream<String> headers() {
        return places().flatMap(place -> place instanceof Place.Header(String name) ? Stream.of(name) : Stream.empty());
    }

    Stream<JsonPointer> pointers() {
        return places().flatMap(
                        place -> place instanceof Place.Pointer(JsonPointer at) ? Stream.of(at) : Stream.empty());
    }

    private Stream<Place> places() {
        return terms.stream().flatMap(term -> term.places().stream());
    }

    /** Returns the part as a person reads it. */
    public String inWords() {
        return terms.stream()
                .map(term -> term.places().stream().map(Part::inWords).collect(Collectors.joining(" or ")))
                .collect(Collectors.joining(", "));
    }

    private static String inWords(Place place) {
        return switch (place) {
            case Place.Header(String name) -> "header " + name;
            case Place.Pointer(JsonPointer at) -> at.toString();
            case Place.Digest digest -> "digest";
            case Place.Text(String value) -> "'" + value + "'";
        };
    }
}
