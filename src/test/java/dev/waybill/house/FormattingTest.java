package dev.waybill.house;

import static com.palantir.javaformat.java.JavaFormatterOptions.Style.PALANTIR;
import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import dev.waybill.kit.Slow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every Java file looks as palantir-java-format writes it. A test and no build plugin, because the formatter needs the
 * JDK that the build selected, not the one that runs Maven. {@code -Dformat.apply=true} rewrites what differs.
 */
@Slow
class FormattingTest {

    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(PALANTIR).build());

    @Test
    void every_java_file_is_formatted() {
        List<Path> unformatted = unformattedUnder(Path.of("src"));
        if (Boolean.getBoolean("format.apply")) {
            unformatted.forEach(FormattingTest::rewrite);
            return;
        }
        assertThat(unformatted)
                .as("files to format with: mvn -q test -Dtest=FormattingTest -Dformat.apply=true")
                .isEmpty();
    }

    @Test
    void a_badly_formatted_file_is_found_and_mended(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("Good.java"), "class Good {\n    int field;\n}\n");
        Path bad = Files.writeString(folder.resolve("Bad.java"), "class Bad { int field; }\n");
        assertThat(unformattedUnder(folder)).containsExactly(bad);
        rewrite(bad);
        assertThat(bad).hasContent("class Bad {\n    int field;\n}\n");
        assertThat(unformattedUnder(folder)).isEmpty();
        assertThat(good).exists();
    }

    private static List<Path> unformattedUnder(Path root) {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(Path.of("src", "generated")))
                    .filter(file -> !read(file).equals(formatted(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rewrite(Path file) {
        try {
            Files.writeString(file, formatted(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String formatted(Path file) {
        try {
            return FORMATTER.formatSourceAndFixImports(read(file));
        } catch (FormatterException e) {
            throw new IllegalStateException("%s can't be parsed".formatted(file), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
