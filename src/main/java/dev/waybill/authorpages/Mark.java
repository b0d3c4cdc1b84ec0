package dev.waybill.authorpages;

import dev.waybill.routes.Finding;
import dev.waybill.routetests.RunRouteTests.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell about a line of the edited bundle.
 *
 * @param path the file; null if no single one is meant
 * @param line the line from 1; 0 if it is not known
 * @param place the place as it is shown, with the column; empty if there is none
 * @param error false for a warning, which stops nothing
 * @param sentence the sentence, which may have several lines
 */
public record Mark(@Nullable String path, int line, String place, boolean error, String sentence) {

    static Mark of(Finding finding, Draft draft) {
        String path = draft.path(finding.file());
        String shown = path == null ? finding.file() : path;
        return new Mark(
                path,
                finding.line(),
                place(shown, finding.line(), finding.column()),
                finding.isError(),
                finding.message());
    }

    static Mark of(Failure failure, Draft draft) {
        String path = draft.path(failure.at().file());
        return new Mark(
                path,
                failure.at().line(),
                place(path, failure.at().line(), failure.at().column()),
                true,
                failure.difference());
    }

    private static String place(@Nullable String file, int line, int column) {
        if (file == null) {
            return "";
        }
        if (line == 0) {
            return file;
        }
        return column == 0 ? "%s:%d".formatted(file, line) : "%s:%d:%d".formatted(file, line, column);
    }
}
