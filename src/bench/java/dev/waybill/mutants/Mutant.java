package dev.waybill.mutants;

import dev.waybill.bundle.Bundle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The shipped bundle with one slip in one file.
 *
 * @param line the line of the slip, from 1
 * @param before that line as it is shipped
 * @param after what stands in its place
 */
record Mutant(Bundle bundle, String path, Slip slip, int line, String before, String after) {

    /** A slip of a person who types. */
    enum Slip {
        DELETE,
        DOUBLE,
        MISSPELL,
        MISINDENT
    }

    static Mutant of(Bundle shipped, String path, Slip slip, int line, String after) {
        String[] lines = text(shipped, path).split("\n", -1);
        String before = lines[line - 1];
        lines[line - 1] = after;
        Map<String, byte[]> files = new TreeMap<>(shipped.files());
        files.put(path, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        return new Mutant(new Bundle(shipped.folder(), files), path, slip, line, before, after);
    }

    static String text(Bundle bundle, String path) {
        return new String(Objects.requireNonNull(bundle.file(path)), StandardCharsets.UTF_8);
    }

    /** The words by which other files name the mutated one. */
    String name() {
        return path.replaceFirst("^template-(.*)\\.camel\\.yaml$", "$1");
    }

    boolean isNamedByOthers() {
        return !path.endsWith(".camel.yaml") || path.startsWith("template-");
    }

    @Override
    public String toString() {
        return "%s:%d %s: %s -> %s"
                .formatted(path, line, slip.name().toLowerCase(Locale.ROOT), before.strip(), after.stripTrailing());
    }
}
