package dev.waybill.body;

import dev.waybill.access.Role;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Shows bodies to whom they may be shown. What the mask names is for operators alone. */
public final class ShownBodies {

    /** What a viewer is told instead. */
    public static final String NOT_FOR_VIEWERS =
            "Not for viewers: waybill.console.mask hides parts of bodies, and these can't be left out here.";

    private final Mask mask;

    ShownBodies(Mask mask) {
        this.mask = mask;
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
