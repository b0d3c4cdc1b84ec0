package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the source's text; each is shown to fail on a bad sample. */
class SourceRulesTest {

    private static final SourceRules OURS =
            new SourceRules(Path.of("src/main/java/dev/waybill"), Path.of("docs/decisions"));

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(SourceRules::rooms_are_small, "heap", "heap: 25 files"),
                rule(SourceRules::files_are_short, "long", "inbox/Long.java: 251 lines"),
                rule(SourceRules::types_are_no_crumbs, "crumb", "inbox/Crumb.java: 3 lines"),
                rule(SourceRules::no_two_types_share_a_name, "twins", "Twin.java: 2 times"),
                rule(SourceRules::javadoc_begins_with_a_noun_or_a_verb, "what", "inbox/What.java: What is read of it"),
                rule(SourceRules::states_are_named_by_their_enums, "state", "inbox/State.java: \"PENDING\""),
                rule(SourceRules::connections_are_opened_in_database, "jdbc", "inbox/Jdbc.java"),
                rule(SourceRules::notes_are_short, "note", "0001-note.md"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_house_keeps_the_rule(Function<SourceRules, List<String>> rule) {
        assertThat(rule.apply(OURS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_fails_on_a_bad_sample(
            Function<SourceRules, List<String>> rule, String sample, String seen, @TempDir Path folder)
            throws IOException {
        SourceRules bad = new SourceRules(folder.resolve("sources"), folder.resolve("notes"));
        Files.createDirectories(bad.sources());
        Files.createDirectories(bad.notes());
        assertThat(rule.apply(bad)).isEmpty();
        spoil(bad, sample);
        assertThat(rule.apply(bad)).containsExactly(seen);
    }

    private static void spoil(SourceRules bad, String sample) throws IOException {
        switch (sample) {
            case "heap" -> {
                write(bad, "heap/package-info.java", "");
                for (int i = 0; i < 25; i++) {
                    write(bad, "heap/Thing" + i + ".java", "");
                }
            }
            case "long" -> write(bad, "inbox/Long.java", "\n".repeat(251));
            case "crumb" -> {
                write(bad, "inbox/Crumb.java", "package inbox;\n\nrecord Crumb(int of) {}\n");
                write(bad, "inbox/Shared.java", "package inbox;\n\npublic record Shared(int of) {}\n");
            }
            case "twins" -> {
                write(bad, "inbox/Twin.java", "");
                write(bad, "outbox/Twin.java", "");
            }
            case "what" ->
                write(bad, "inbox/What.java", "/**\n * Reads it.\n * What is read of it\n */\nclass What {}");
            case "state" ->
                write(bad, "inbox/State.java", "String sql = \"\"\"\n \"DEAD\" \"\"\"; // \"DEAD\"\nx(\"PENDING\");");
            case "jdbc" -> {
                write(bad, "inbox/Jdbc.java", "JdbcClient.create(database);");
                write(bad, "database/Jdbc.java", "JdbcClient.create(database);");
            }
            case "note" -> Files.writeString(bad.notes().resolve("0001-note.md"), "x".repeat(161));
            default -> throw new IllegalArgumentException(sample);
        }
    }

    private static void write(SourceRules bad, String file, String text) throws IOException {
        Path path = bad.sources().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static Arguments rule(Function<SourceRules, List<String>> rule, String sample, String seen) {
        return Arguments.of(rule, sample, seen);
    }
}
