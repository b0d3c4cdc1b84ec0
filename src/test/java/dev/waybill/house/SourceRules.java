package dev.waybill.house;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rules that only the text shows. Each returns its findings, one line each, in a fixed order.
 *
 * @param sources the folder of the root package
 * @param notes the folder of the decisions
 */
record SourceRules(Path sources, Path notes) {

    private static final int ROOM = 24;
    private static final int FILE = 250;
    private static final int CRUMB = 12;
    private static final int NOTE_LINES = 60;
    private static final int NOTE_COLUMNS = 160;

    private static final String PACKAGE_INFO = "package-info.java";
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\".*?\"\"\"", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern NO_NOUN = Pattern.compile(
            "(?:^|[.!?] |@return |<p>)((?:What|Who|Whoever|Whatever|Those|Whose)\\b.{0,60})", Pattern.DOTALL);
    private static final Pattern STATE =
            Pattern.compile("\"(RECEIVED|ROUTED|UNROUTED|FAILED|DISCARDED|PENDING|DELIVERED|DEAD|SKIPPED)\"");
    private static final Pattern TOP_LEVEL = Pattern.compile(
            "^(public )?(?:(?:final|sealed|non-sealed|abstract) )*(class|record|interface|enum) (\\w+)",
            Pattern.MULTILINE);

    List<String> rooms_are_small() {
        Map<String, Long> files =
                new TreeMap<>(files().map(file -> sources.relativize(file).getParent())
                        .filter(room -> room != null)
                        .collect(groupingBy(Path::toString, counting())));
        return files.entrySet().stream()
                .filter(room -> room.getValue() > ROOM + 1) // package-info
                .map(room -> room.getKey() + ": " + (room.getValue() - 1) + " files")
                .toList();
    }

    List<String> files_are_short() {
        return files().filter(file -> lines(file) > FILE)
                .map(file -> name(file) + ": " + lines(file) + " lines")
                .toList();
    }

    /** A type of a few lines belongs to the concept that it is a part of, unless other rooms use it by its name. */
    List<String> types_are_no_crumbs() {
        return files().filter(file -> lines(file) < CRUMB && !file.endsWith(PACKAGE_INFO))
                .filter(file -> TOP_LEVEL
                        .matcher(text(file))
                        .results()
                        .noneMatch(
                                type -> type.group(1) != null || type.group(2).equals("enum")))
                .map(file -> name(file) + ": " + lines(file) + " lines")
                .toList();
    }

    List<String> no_two_types_share_a_name() {
        return files()
                .filter(file -> !file.endsWith(PACKAGE_INFO))
                .collect(groupingBy(file -> file.getFileName().toString(), TreeMap::new, counting()))
                .entrySet()
                .stream()
                .filter(type -> type.getValue() > 1)
                .map(type -> type.getKey() + ": " + type.getValue() + " times")
                .toList();
    }

    List<String> javadoc_begins_with_a_noun_or_a_verb() {
        return files().flatMap(file -> JAVADOC.matcher(text(file))
                        .results()
                        .map(comment -> comment.group(1)
                                .replaceAll("\\s*\\n\\s*\\*? ?", " ")
                                .strip())
                        .flatMap(comment -> NO_NOUN.matcher(comment).results())
                        .map(found -> name(file) + ": " + found.group(1)))
                .toList();
    }

    List<String> states_are_named_by_their_enums() {
        return files().flatMap(file -> STATE.matcher(code(file))
                        .results()
                        .map(MatchResult::group)
                        .map(found -> name(file) + ": " + found))
                .toList();
    }

    List<String> connections_are_opened_in_database() {
        return files().filter(file -> !sources.relativize(file).startsWith("database"))
                .filter(file -> code(file).contains("JdbcClient.create("))
                .map(this::name)
                .toList();
    }

    List<String> notes_are_short() {
        return in(notes, ".md")
                .filter(note ->
                        lines(note) > NOTE_LINES || text(note).lines().anyMatch(line -> line.length() > NOTE_COLUMNS))
                .map(note -> notes.relativize(note).toString())
                .toList();
    }

    private Stream<Path> files() {
        return in(sources, ".java");
    }

    private static Stream<Path> in(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String name(Path file) {
        return sources.relativize(file).toString();
    }

    private static long lines(Path file) {
        return text(file).lines().count();
    }

    private static String code(Path file) {
        return COMMENT.matcher(TEXT_BLOCK.matcher(text(file)).replaceAll("\"\""))
                .replaceAll("");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
