package dev.waybill.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A bundle on its way to a hub: a ZIP file of its files. */
public final class ZippedBundle {

    private static final Path FOLDER = Path.of("routes");

    /** A time that each ZIP can hold in any zone, the same for all files. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ZippedBundle() {}

    /** Returns the ZIP file; the same bytes for the same bundle. */
    public static byte[] of(Bundle bundle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : bundle.files().entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // memory can be written
        }
        return bytes.toByteArray();
    }

    /**
     * Reads it within the limits of {@link ReadBundle}, whatever the ZIP says of its sizes.
     *
     * @throws UnreadableBundle if it is no ZIP, breaks a limit, or names a file outside its folder
     */
    public static Bundle read(byte[] bytes) {
        Map<String, byte[]> files = new HashMap<>();
        Set<String> lowerCase = new HashSet<>();
        int left = ReadBundle.MAX_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                String path = entry.getName();
                requireInside(path);
                byte[] content = zip.readNBytes(left + 1);
                left -= content.length;
                if (left < 0) {
                    throw new UnreadableBundle(
                            "The bundle has more than %d MB, its limit.".formatted(ReadBundle.MAX_BYTES >> 20));
                }
                if (!lowerCase.add(path.toLowerCase(Locale.ROOT))) {
                    throw new UnreadableBundle(
                            "The bundle has two files %s, or names that differ only in case.".formatted(path));
                }
                files.put(path, content);
                if (files.size() > ReadBundle.MAX_FILES) {
                    throw new UnreadableBundle(
                            "The bundle has more than %d files, its limit.".formatted(ReadBundle.MAX_FILES));
                }
            }
        } catch (IOException | IllegalArgumentException e) { // the latter for names that are no text
            throw new UnreadableBundle("The bundle is no ZIP file: " + e.getMessage());
        }
        if (files.isEmpty()) {
            throw new UnreadableBundle("The bundle is no ZIP file, or an empty one.");
        }
        return new Bundle(FOLDER, files);
    }

    private static void requireInside(String path) {
        boolean plain = !path.isEmpty()
                && !path.startsWith("/")
                && path.indexOf('\\') < 0
                && path.indexOf('\0') < 0
                && path.indexOf(':') < 0
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain) {
            throw new UnreadableBundle("The bundle names a file outside its folder: " + path);
        }
    }
}
