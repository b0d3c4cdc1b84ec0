package dev.waybill.bundle;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The folder that {@code camel.main.routes-include-pattern} names, such as {@code file:routes/*.camel.yaml}.
 *
 * @param folder the folder; null if the pattern names none, several, or one that holds more than routes
 * @param names the patterns of the route files in it
 */
public record RoutesFolder(@Nullable Path folder, List<String> names) {

    public static final String ROUTES = ".camel.yaml";

    public static final String SETTING = "camel.main.routes-include-pattern";
    private static final String FILE = "file:";
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

    public static RoutesFolder of(Environment settings) {
        List<String> patterns = Arrays.stream(settings.getProperty(SETTING, "").split(","))
                .map(String::strip)
                .toList();
        if (!patterns.stream().allMatch(pattern -> pattern.startsWith(FILE) && pattern.contains("/"))) {
            return new RoutesFolder(null, List.of());
        }
        List<Path> files = patterns.stream()
                .map(pattern -> Path.of(pattern.substring(FILE.length())))
                .toList();
        List<Path> folders = files.stream().map(Path::getParent).distinct().toList();
        return folders.size() == 1
                        && isOne(folders.getFirst())
                        && files.stream().allMatch(file -> file.toString().endsWith(ROUTES))
                ? new RoutesFolder(
                        folders.getFirst(),
                        files.stream()
                                .map(file -> String.valueOf(file.getFileName()))
                                .toList())
                : new RoutesFolder(null, List.of());
    }

    /**
     * Reads the folder, without the routes that the patterns leave out. Without a folder the bundle is empty.
     *
     * @throws UnreadableBundle if the folder breaks a limit
     */
    public Bundle bundle() {
        if (folder == null) {
            return new Bundle(Path.of(""), Map.of());
        }
        Bundle all = ReadBundle.from(folder);
        Map<String, byte[]> files = new TreeMap<>(all.files());
        all.routes().stream().filter(path -> !isIncluded(path)).forEach(files::remove);
        return new Bundle(folder, files);
    }

    /** Returns false for a pattern of folders, and for a folder that holds more than routes. */
    private static boolean isOne(Path folder) {
        Path here = Path.of("").toAbsolutePath();
        Path found = here.resolve(folder).normalize();
        return !GLOB.matcher(folder.toString()).find() && !here.startsWith(found);
    }

    private boolean isIncluded(String path) {
        return names.stream()
                .map(name -> FileSystems.getDefault().getPathMatcher("glob:" + name))
                .anyMatch((PathMatcher matcher) -> matcher.matches(Path.of(path)));
    }
}
