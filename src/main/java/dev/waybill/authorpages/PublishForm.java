package dev.waybill.authorpages;

import org.jspecify.annotations.Nullable;

/**
 * The fields of the edit page's form that a publication needs beside the bundle.
 *
 * @param reason the reason in the operator's words
 * @param first the number of events of each type that try it; blank to make it live at once
 * @param unplanned true if it needs no plan
 */
public record PublishForm(
        @Nullable String reason,
        @Nullable String first,
        @Nullable Boolean unplanned) {

    boolean isUnplanned() {
        return Boolean.TRUE.equals(unplanned);
    }

    /** @throws IllegalArgumentException if it is no number */
    @Nullable
    Integer events() {
        try {
            return first == null || first.isBlank() ? null : Integer.valueOf(first.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The number of events to try it with is no number.", e);
        }
    }
}
