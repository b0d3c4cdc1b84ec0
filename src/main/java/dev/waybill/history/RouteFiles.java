package dev.waybill.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The files behind the routes: the loaded route files, and the files beside them, such as mappings and templates.
 *
 * @param files the files in the order of their names
 */
record RouteFiles(List<Path> files) {

    /**
     * Leaves larger files out. They are no part of a mapping, and a folder with other content must not hold up a start.
     */
    private static final long MOST_BYTES = 1 << 20;

    private static final int MOST_FILES = 1000;

    /** @param loaded the route files */
    static RouteFiles beside(Collection<Path> loaded) {
        var folders = new TreeSet<Path>();
        loaded.forEach(file -> folders.add(file.toAbsolutePath().normalize().getParent()));
        return new RouteFiles(
                folders.stream().flatMap(RouteFiles::in).limit(MOST_FILES).toList());
    }

    /** Returns SHA-256 over names and bytes, in hexadecimal digits; equal files give equal digits on every machine. */
    String checksum() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        for (Path file : files) {
            byte[] bytes = read(file);
            String head = file.getFileName() + " " + bytes.length + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(RouteFiles::counts).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean counts(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES;
        } catch (IOException e) {
            return false; // it was deleted meanwhile
        }
    }
}
