package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links of README and docs lead somewhere, and one that names code and a line leads to the line that has this name. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\[(`?)([^\\]]*?)`?]\\(([^)#\\s]*)(?:#([^)]*))?\\)");
    private static final Pattern LINE = Pattern.compile("L(\\d+)");

    @Test
    void every_link_leads_to_what_it_names() throws IOException {
        assertThat(broken(Path.of(""))).isEmpty();
    }

    @Test
    void a_link_to_nowhere_and_one_to_another_line_are_seen(@TempDir Path top) throws IOException {
        Files.createDirectories(top.resolve("docs"));
        Files.writeString(top.resolve("Inbox.java"), "class Inbox {\n  void add() {}\n}\n");
        Files.writeString(
                top.resolve("README.md"),
                "[`Inbox.add`](Inbox.java#L2) [`Inbox.add`](Inbox.java#L1) [gone](docs/gone.md)"
                        + " [web](https://a.example/b)");
        assertThat(broken(top)).containsExactly("README.md: Inbox.java#L1 is not Inbox.add", "README.md: docs/gone.md");
    }

    static List<String> broken(Path top) throws IOException {
        List<String> broken = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(top.resolve("docs"))) {
            for (Path text : Stream.concat(Stream.of(top.resolve("README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()) {
                Files.readString(text)
                        .lines()
                        .flatMap(line -> LINK.matcher(line).results())
                        .filter(link ->
                                !link.group(3).isEmpty() && !link.group(3).contains(":"))
                        .forEach(link -> {
                            Path target = text.resolveSibling(link.group(3));
                            String where = top.relativize(text) + ": " + link.group(3);
                            if (!Files.exists(target)) {
                                broken.add(where);
                            } else if (!link.group(1).isEmpty() && link.group(4) != null) {
                                String line = line(target, link.group(4));
                                String name =
                                        link.group(2).substring(link.group(2).lastIndexOf('.') + 1);
                                if (!line.contains(name)) {
                                    broken.add("%s#%s is not %s".formatted(where, link.group(4), link.group(2)));
                                }
                            }
                        });
            }
        }
        return broken;
    }

    /** Empty if there is no such line, or the anchor is no line. */
    private static String line(Path file, String anchor) {
        var number = LINE.matcher(anchor);
        try (Stream<String> lines = Files.lines(file)) {
            return number.matches()
                    ? lines.skip(Long.parseLong(number.group(1)) - 1)
                            .findFirst()
                            .orElse("")
                    : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
