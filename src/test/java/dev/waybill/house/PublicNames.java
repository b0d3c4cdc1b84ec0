package dev.waybill.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * The names that users hold: settings, environment variables, metrics, headers, options of our endpoints, beans that routes
 * name, and paths of the API. Read from the text of a checkout.
 *
 * @param top the checkout's folder
 */
record PublicNames(Path top) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)[:}]");
    private static final Pattern CONNECTION = Pattern.compile("^waybill\\.connections\\.(\\w+)\\.\\w+\\.");
    private static final Pattern METRIC = Pattern.compile("\"(waybill\\.[a-z]+(?:\\.[a-z]+)*)\"");
    private static final Pattern HEADER = Pattern.compile("\"(Camel(?:Inbox|Outbox)\\w+)\"");
    private static final Pattern OPTION = Pattern.compile("\"(\\w+)\": \\{ \"index\"");
    private static final Pattern BEAN = Pattern.compile("(?m)^([a-zA-Z.]+)=");
    private static final Pattern PATH = Pattern.compile("@\\w+Mapping\\([^)]*?\"(/[^\"]*)\"");

    /** Each name after the kind that it is of. */
    Set<String> all() throws IOException {
        Set<String> names = new TreeSet<>();
        settings(names);
        presets(names);
        names("variable", top.resolve("application.yaml"), "yaml", VARIABLE, names);
        names("metric", top.resolve("src/main/java"), "java", METRIC, names);
        names("header", top.resolve("src/main/java"), "java", HEADER, names);
        names("option", top.resolve("src/generated/resources/META-INF/dev"), "json", OPTION, names);
        names("bean", top.resolve("src/main/resources/dev/waybill/check"), "properties", BEAN, names);
        names("path", top.resolve("src/main/java"), "java", PATH, names);
        return names;
    }

    private void settings(Set<String> names) throws IOException {
        var file = new FileSystemResource(top.resolve("application.yaml"));
        for (var document : new YamlPropertySourceLoader().load("application.yaml", file)) {
            for (String name : ((EnumerablePropertySource<?>) document).getPropertyNames()) {
                if (name.startsWith("waybill.")) {
                    names.add("setting " + name);
                    names.add("setting " + CONNECTION.matcher(name).replaceFirst("waybill.$1.")); // its older name
                }
            }
        }
    }

    private void presets(Set<String> names) throws IOException {
        Path folder = top.resolve("src/main/resources/presets/sources");
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                names.add("preset " + file.getFileName());
                for (var document : new YamlPropertySourceLoader().load("preset", new FileSystemResource(file))) {
                    for (String name : ((EnumerablePropertySource<?>) document).getPropertyNames()) {
                        names.add("source " + name.replaceFirst("\\[\\d+]$|(?<=^same-body\\.types)\\..*", ""));
                    }
                }
            }
        }
    }

    private static void names(String kind, Path from, String ending, Pattern pattern, Set<String> names)
            throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> file.toString().endsWith("." + ending))
                    .flatMap(file -> pattern.matcher(text(file)).results())
                    .forEach(found -> names.add(kind + " " + found.group(1)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
