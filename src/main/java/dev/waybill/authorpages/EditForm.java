package dev.waybill.authorpages;

import dev.waybill.plan.Selection;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the edit page's form, all as they were typed.
 *
 * @param bundle the edited bundle, without the text that was typed last
 * @param base the checksum of the live bundle that the edits began with
 * @param file the open file
 * @param text the text of the open file; null if it can't be edited
 * @param action the pressed button
 * @param open the file to open instead
 * @param name the name of a new file
 * @param checked true if the findings are to be shown
 * @param last the number of events of a plan
 * @param type the event type of a plan
 * @param source the source of a plan
 */
public record EditForm(
        @Nullable String bundle,
        @Nullable String base,
        @Nullable String file,
        @Nullable String text,
        @Nullable String action,
        @Nullable String open,
        @Nullable String name,
        @Nullable Boolean checked,
        @Nullable String last,
        @Nullable String type,
        @Nullable String source) {

    private static final int LAST = 200;

    /** Returns the bundle with the text that was typed. */
    Draft draft() {
        Draft draft = Draft.read(bundle == null ? "" : bundle);
        return file == null || text == null ? draft : draft.withText(file, text);
    }

    boolean isChecked() {
        return Boolean.TRUE.equals(checked);
    }

    String does() {
        return action == null ? "" : action;
    }

    String newName() {
        return name == null ? "" : name.strip();
    }

    /** @throws IllegalArgumentException if the number is none, or out of bounds */
    Selection selection() {
        try {
            return new Selection(
                    last == null || last.isBlank() ? LAST : Integer.parseInt(last.strip()),
                    null,
                    given(type),
                    given(source),
                    null);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"last\" takes 1 to " + Selection.MOST, e);
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() || text.indexOf('\0') >= 0 ? null : text.strip();
    }
}
