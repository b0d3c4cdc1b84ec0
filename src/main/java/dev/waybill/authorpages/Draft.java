package dev.waybill.authorpages;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.UnreadableBundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.routes.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An edited bundle on its way from page to page in a field of the form: the hub keeps none. */
record Draft(Bundle bundle) {

    /** The longest field; with the text of a file it fits into the 256 KiB of a request. */
    static final int MOST = 128 << 10;

    private static final int LONGEST_NAME = 200;
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*(/[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*)*");

    /** A file that differs from the live bundle: {@code new}, {@code changed} or {@code deleted}. */
    public record Change(String path, String word) {}

    /** @throws UnreadableBundle if the field holds no bundle, or one beyond the limits */
    static Draft read(String field) {
        try {
            return new Draft(ZippedBundle.read(Base64.getUrlDecoder().decode(field)));
        } catch (IllegalArgumentException e) {
            throw new UnreadableBundle("The form holds no bundle: " + e.getMessage());
        }
    }

    /** Returns the value of the form's field. */
    String field() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ZippedBundle.of(bundle));
    }

    /** Takes the text of a text area over. A file that has the same text, but for its line ends, stays as it is. */
    Draft withText(String path, String text) {
        byte[] old = bundle.file(path);
        if (old == null) {
            return this;
        }
        FileText before = FileText.of(old);
        return before.isEditable() && !before.hasText(text) ? with(path, before.bytes(text)) : this;
    }

    /** @throws UnreadableBundle if the name is taken, or none that a bundle may have */
    Draft withNew(String path) {
        if (path.length() > LONGEST_NAME || !NAME.matcher(path).matches()) {
            throw new UnreadableBundle(
                    "A file's name has letters, digits, dots, dashes and underscores, such as crm.camel.yaml.");
        }
        if (bundle.file(path) != null) {
            throw new UnreadableBundle("There is a file %s already.".formatted(path));
        }
        return with(path, new byte[0]);
    }

    /** @throws UnreadableBundle if it is the last file */
    Draft without(String path) {
        Map<String, byte[]> files = new TreeMap<>(bundle.files());
        files.remove(path);
        return new Draft(checked(files));
    }

    private Draft with(String path, byte[] bytes) {
        Map<String, byte[]> files = new TreeMap<>(bundle.files());
        files.put(path, bytes);
        return new Draft(checked(files));
    }

    /** Holds it to the limits of every bundle that is sent. */
    private Bundle checked(Map<String, byte[]> files) {
        return ZippedBundle.read(ZippedBundle.of(new Bundle(bundle.folder(), files)));
    }

    List<Change> changes(Bundle live) {
        TreeSet<String> paths = new TreeSet<>(live.files().keySet());
        paths.addAll(bundle.files().keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            String word = change(live.file(path), bundle.file(path));
            if (!word.isEmpty()) {
                changes.add(new Change(path, word));
            }
        }
        return changes;
    }

    private static String change(byte @Nullable [] before, byte @Nullable [] after) {
        if (before == null) {
            return "new";
        }
        if (after == null) {
            return "deleted";
        }
        return Arrays.equals(before, after) ? "" : "changed";
    }

    /** Returns the path of the file that findings call so; null if it is none of these. */
    @Nullable
    String path(@Nullable String shown) {
        return bundle.files().keySet().stream()
                .filter(path -> String.valueOf(
                                SourceFile.name("file:" + bundle.folder().resolve(path)))
                        .equals(shown))
                .findFirst()
                .orElse(null);
    }
}
