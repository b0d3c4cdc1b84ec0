package dev.waybill.body;

import dev.waybill.accounts.Role;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Shows bodies to readers by their roles. The masked parts are for operators only. */
public final class ShownBodies {

    /** The text that a viewer gets instead. */
    public static final String NOT_FOR_VIEWERS =
            "Hidden from viewers: waybill.console.mask hides parts of bodies, and they can't be removed here.";

    /** The answer to a viewer who searches for a masked value. */
    public static final String NO_SEARCH =
            "Hidden from viewers: waybill.console.mask covers this field. Search by event id or key.";

    /** The text in place of a hidden value. */
    public static final String HIDDEN = "(hidden)";

    private final Mask mask;
    private final Set<Named> hidden;

    /** @param hidden the kinds of names that the mask hides too */
    ShownBodies(Mask mask, Set<Named> hidden) {
        this.mask = mask;
        this.hidden = hidden;
    }

    /** Returns the names of an event that must not be shown. A masked value is masked wherever it appears. */
    public Set<Named> hides(Predicate<String> inRole) {
        return showsAll(inRole) ? Set.of() : hidden;
    }

    /**
     * True if these roles must not search for events by this kind of name.
     *
     * @param kind the kind of name, or ANY
     */
    public boolean hidesSearch(String kind, Predicate<String> inRole) {
        Set<Named> names = hides(inRole);
        return kind.equals("ANY") && !names.isEmpty()
                || names.stream().anyMatch(name -> name.name().equals(kind));
    }

    /**
     * True if everything may be shown: exact bytes, requests to destinations and their answers, results of a text
     * search.
     *
     * @param inRole the test whether the reader has the role of that name
     */
    public boolean showsAll(Predicate<String> inRole) {
        return mask.isEmpty() || inRole.test(Role.OPERATOR.name());
    }

    /** Returns a body as readers with these roles may see it. */
    public BodyView show(byte[] body, Predicate<String> inRole) {
        return showsAll(inRole) ? BodyView.of(body) : BodyView.masked(body, mask);
    }

    /** Returns a body of JSON without the masked parts, whoever asks; nothing if it is no JSON. */
    public Optional<byte[]> withoutMasked(byte[] body) {
        return mask.isEmpty() ? Optional.of(body) : mask.apply(body).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a text that may be shown in full, or its beginning; indented if it is JSON. */
    public String indented(String text) {
        return IndentedJson.of(text, BodyView.MOST);
    }

    /**
     * Returns a text for readers from whom parts are hidden. A text that was cut off is hidden whole, since it can't be
     * searched for parts to hide.
     */
    public String part(String text, boolean cut) {
        return cut
                ? BodyView.ALL_HIDDEN
                : BodyView.masked(text.getBytes(StandardCharsets.UTF_8), mask).text();
    }
}
