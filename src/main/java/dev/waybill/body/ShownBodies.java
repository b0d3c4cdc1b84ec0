package dev.waybill.body;

import dev.waybill.accounts.Role;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;

/** Shows bodies to whom they may be shown. What the mask names is for operators alone. */
public final class ShownBodies {

    /** What a viewer is told instead. */
    public static final String NOT_FOR_VIEWERS =
            "Not for viewers: waybill.console.mask hides parts of bodies, and these can't be left out here.";

    /** The answer to a viewer who searches for a masked value. */
    public static final String NO_SEARCH =
            "Not for viewers: waybill.console.mask hides what is looked for so. Look by event id or key.";

    /** The text in place of a hidden value. */
    public static final String HIDDEN = "(hidden)";

    private final Mask mask;
    private final Set<Named> hidden;

    /** @param hidden what events are called by, as far as the mask names it too */
    ShownBodies(Mask mask, Set<Named> hidden) {
        this.mask = mask;
        this.hidden = hidden;
    }

    /** The names of an event that may not be shown: a masked value is masked wherever it stands. */
    public Set<Named> hides(Predicate<String> inRole) {
        return showsAll(inRole) ? Set.of() : hidden;
    }

    /** Whether nobody of these roles may look for events so. @param kind a kind of name, or ANY */
    public boolean hidesSearch(String kind, Predicate<String> inRole) {
        Set<Named> names = hides(inRole);
        return kind.equals("ANY") && !names.isEmpty()
                || names.stream().anyMatch(name -> name.name().equals(kind));
    }

    /**
     * Whether everything may be shown: exact bytes, what the other side was sent and answered, what a text search finds.
     *
     * @param inRole whether whoever looks has the role of that name
     */
    public boolean showsAll(Predicate<String> inRole) {
        return mask.isEmpty() || inRole.test(Role.OPERATOR.name());
    }

    /** A body for whoever has these roles. */
    public BodyView show(byte[] body, Predicate<String> inRole) {
        return showsAll(inRole) ? BodyView.of(body) : BodyView.masked(body, mask);
    }

    /** What may be shown in full, or its beginning: indented if it is JSON. */
    public String indented(String text) {
        return IndentedJson.of(text, BodyView.MOST);
    }

    /** For whom something is hidden from: a body of which there may be a part alone, in which nothing is found to hide. */
    public String part(String text, boolean cut) {
        return cut
                ? BodyView.ALL_HIDDEN
                : BodyView.masked(text.getBytes(StandardCharsets.UTF_8), mask).text();
    }
}
