package dev.waybill.pages;

import dev.waybill.body.Named;
import dev.waybill.body.ShownBodies;
import dev.waybill.history.WaitReason;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event names and error texts as one reader may see them. Templates call it {@code seen}.
 *
 * @param hidden the names that the mask hides from this viewer
 * @param reasons true if error texts are shown: they may repeat masked values
 */
public record ReaderView(Set<Named> hidden, boolean reasons) {

    public boolean groups() {
        return !hidden.contains(Named.GROUP);
    }

    public @Nullable String number(@Nullable String number) {
        return of(Named.ORDER_NUMBER, number);
    }

    public @Nullable String external(@Nullable String id) {
        return of(Named.EXTERNAL_ID, id);
    }

    public @Nullable String reason(@Nullable String reason) {
        return reasons || reason == null ? reason : ShownBodies.HIDDEN;
    }

    /**
     * Returns the sentence for a wait. The sentence may end with an error text; if those are hidden, only the kind of
     * wait is shown.
     */
    public String wait(WaitReason wait) {
        return reasons
                ? wait.sentence()
                : wait.why().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private @Nullable String of(Named name, @Nullable String text) {
        return text == null || !hidden.contains(name) ? text : ShownBodies.HIDDEN;
    }
}
