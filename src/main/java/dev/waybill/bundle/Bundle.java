package dev.waybill.bundle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** The files of a routes folder: routes, mappings, templates and tests, as they were at one moment. */
public final class Bundle {

    private final Path folder;
    private final SortedMap<String, byte[]> files;
    private final String checksum;

    /**
     * @param folder the folder that they were read from
     * @param files the contents by path; a path is relative to the folder and has {@code /} between its parts
     */
    public Bundle(Path folder, Map<String, byte[]> files) {
        this.folder = folder.toAbsolutePath().normalize();
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.checksum = checksum(this.files);
    }

    public Path folder() {
        return folder;
    }

    /** Returns the contents by path, sorted by path. Nobody changes them. */
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /** Returns the paths of the route files, sorted: a hub loads those directly in the folder alone. */
    public List<String> routes() {
        return files.keySet().stream()
                .filter(path -> path.endsWith(RoutesFolder.ROUTES) && !path.contains("/"))
                .toList();
    }

    /** Returns the content of one file; null if there is none of that path. */
    public byte @Nullable [] file(String path) {
        return files.get(path);
    }

    /** Returns the SHA-256 over paths and bytes, in 64 hexadecimal digits. Two bundles with one checksum are equal. */
    public String checksum() {
        return checksum;
    }

    private static String checksum(SortedMap<String, byte[]> files) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        files.forEach((path, bytes) -> {
            digest.update("%s\0%d\0".formatted(path, bytes.length).getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
