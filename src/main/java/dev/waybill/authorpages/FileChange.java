package dev.waybill.authorpages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.Excerpt;
import dev.waybill.authorpages.DifferenceText.Part;
import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Differences;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that differs between two bundles.
 *
 * @param word {@code new}, {@code changed} or {@code deleted}
 * @param parts the difference by line
 */
public record FileChange(String path, String word, List<Part> parts) {

    private static final int MOST = 20_000;

    static List<FileChange> between(Bundle before, Bundle after) {
        return new Draft(after)
                .changes(before).stream()
                        .map(each -> new FileChange(
                                each.path(),
                                each.word(),
                                DifferenceText.of(difference(before.file(each.path()), after.file(each.path())), true)))
                        .toList();
    }

    private static String difference(byte @Nullable [] before, byte @Nullable [] after) {
        String one = text(before);
        String other = text(after);
        if (one == null || other == null) {
            return "It is no text.";
        }
        String difference = Differences.ofTexts(one, other);
        return difference.isEmpty() ? "It is only written differently." : Excerpt.of(difference, MOST);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        String text = bytes == null ? "" : new String(bytes, UTF_8);
        return text.indexOf('\uFFFD') < 0 && text.indexOf('\0') < 0 ? text : null;
    }
}
