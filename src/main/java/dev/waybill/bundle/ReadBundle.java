package dev.waybill.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a folder into a {@link Bundle}, within limits. Hidden files and the spare files of editors are no part of it. A
 * link counts as its target, which must lie in the folder: so Kubernetes mounts a ConfigMap.
 */
public final class ReadBundle {

    public static final int MAX_FILES = 1000;
    public static final int MAX_BYTES = 16 << 20;

    private static final int MAX_DEPTH = 16;
    private static final int TRIES = 5;

    private ReadBundle() {}

    /**
     * Reads the folder until two looks at it are the same, so that no file is half written.
     *
     * @throws UnreadableBundle if it isn't a folder, breaks a limit, or changes all the time
     */
    public static Bundle from(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UnreadableBundle("%s is not a folder that can be read.".formatted(folder));
        }
        try {
            for (int i = 0; i < TRIES; i++) {
                SortedMap<String, Stamp> before = list(folder);
                Map<String, byte[]> files = read(folder, before);
                if (files.size() == before.size() && before.equals(list(folder))) {
                    return new Bundle(folder, files);
                }
            }
        } catch (IOException e) {
            throw new UnreadableBundle("%s can't be read: %s".formatted(folder, e));
        }
        throw new UnreadableBundle("%s is being written at this moment. Try again.".formatted(folder));
    }

    /** A file's size in bytes and the time of its last change. */
    private record Stamp(long size, FileTime changed) {}

    private static SortedMap<String, Stamp> list(Path folder) throws IOException {
        SortedMap<String, Stamp> found = new TreeMap<>();
        Map<String, String> byLowerCase = new HashMap<>();
        Path real = folder.toRealPath();
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new SimpleFileVisitor<Path>() {

            private long bytes;

            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                if (!each.equals(folder) && isSpare(each)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                requireInside(each);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                if (isSpare(each)) {
                    return FileVisitResult.CONTINUE;
                }
                requireInside(each);
                String path = folder.relativize(each).toString().replace('\\', '/');
                if (!attributes.isRegularFile()) {
                    throw new UnreadableBundle("%s is not a regular file.".formatted(each));
                }
                String same = byLowerCase.put(path.toLowerCase(Locale.ROOT), path);
                if (same != null) {
                    throw new UnreadableBundle("%s and %s in %s differ only in case.".formatted(same, path, folder));
                }
                found.put(path, new Stamp(attributes.size(), attributes.lastModifiedTime()));
                bytes += attributes.size();
                if (found.size() > MAX_FILES) {
                    throw new UnreadableBundle(
                            "%s has more than %d files, the limit of a bundle.".formatted(folder, MAX_FILES));
                }
                if (bytes > MAX_BYTES) {
                    throw new UnreadableBundle(
                            "%s has more than %d MB, the limit of a bundle.".formatted(folder, MAX_BYTES >> 20));
                }
                return FileVisitResult.CONTINUE;
            }

            private void requireInside(Path each) throws IOException {
                if (!each.toRealPath().startsWith(real)) {
                    throw new UnreadableBundle("%s leads out of %s.".formatted(each, folder));
                }
            }
        });
        return found;
    }

    /** Returns fewer files than asked for if one of them is gone or longer meanwhile. */
    private static Map<String, byte[]> read(Path folder, SortedMap<String, Stamp> listed) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (Map.Entry<String, Stamp> each : listed.entrySet()) {
            int size = (int) each.getValue().size();
            try (InputStream in = Files.newInputStream(folder.resolve(each.getKey()))) {
                byte[] bytes = in.readNBytes(size + 1);
                if (bytes.length == size) {
                    files.put(each.getKey(), bytes);
                }
            } catch (NoSuchFileException gone) {
                return files;
            }
        }
        return files;
    }

    private static boolean isSpare(Path each) {
        String name = String.valueOf(each.getFileName());
        return name.startsWith(".") || name.startsWith("#") || name.endsWith("~");
    }
}
