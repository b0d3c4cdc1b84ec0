package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked under the data directory, since everyone can write to the system's temporary
 * folder.
 *
 * @param directory the folder with {@code bin}, {@code lib} and {@code share}
 * @param version the full version, such as {@code 18.6}
 */
record PostgresBinaries(Path directory, String version) {

    /** Opens an archive by its name, such as {@code postgres-linux-x86_64.txz}; null if there is none. */
    @FunctionalInterface
    interface Archives {
        @Nullable
        InputStream open(String name) throws IOException;
    }

    /** The one that is in {@code lib}. */
    static final Archives SHIPPED = PostgresBinaries.class.getClassLoader()::getResourceAsStream;

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\S+)");
    private static final String SYSTEM = system(System.getProperty("os.name"));
    private static final String MACHINE = machine(System.getProperty("os.arch"));

    /**
     * Unpacks the programs once; a later start finds them.
     *
     * @param parent a folder for these programs alone; anything else in it is deleted
     */
    static PostgresBinaries unpack(Archives archives, Path parent) throws IOException {
        byte[] archive = archive(archives);
        Path directory = parent.resolve(DigestUtils.sha256Hex(archive).substring(0, 16));
        if (!Files.exists(directory)) {
            FileSystemUtils.deleteRecursively(parent);
            Files.createDirectories(parent);
            Path unpacked = Files.createTempDirectory(parent, "unpacking-");
            extract(archive, unpacked);
            Files.move(unpacked, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        String answer = PostgresProgram.run(program(directory, "postgres"), "--version");
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            throw new IOException("The PostgreSQL in %s does not report its version: %s".formatted(directory, answer));
        }
        return new PostgresBinaries(directory, version.group(1));
    }

    Path program(String name) {
        return program(directory, name);
    }

    int major() {
        return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }

    private static Path program(Path directory, String name) {
        return directory.resolve("bin").resolve(SYSTEM.equals("Windows") ? name + ".exe" : name);
    }

    private static String system(String name) {
        return name.startsWith("Windows") ? "Windows" : name.startsWith("Mac") ? "Darwin" : "Linux";
    }

    private static String machine(String name) {
        return name.equals("amd64") ? "x86_64" : name;
    }

    /** @throws BadSetting if the hub was shipped without the programs for this platform */
    private static byte[] archive(Archives archives) throws IOException {
        String name = "postgres-%s-%s.txz"
                .formatted(SYSTEM.toLowerCase(Locale.ROOT), MACHINE.equals("aarch64") ? "arm_64" : MACHINE);
        try (InputStream archive = archives.open(name)) {
            if (archive == null) {
                throw new BadSetting(
                        "SPRING_DATASOURCE_URL",
                        "There is no PostgreSQL for %s on %s in lib: set SPRING_DATASOURCE_URL to a server of your own, or use the archive for this platform."
                                .formatted(SYSTEM, MACHINE));
            }
            return archive.readAllBytes();
        }
    }

    private static void extract(byte[] archive, Path target) throws IOException {
        try (InputStream tar = new XZInputStream(new ByteArrayInputStream(archive))) {
            for (TarEntry entry = TarEntry.next(tar); entry != null; entry = TarEntry.next(tar)) {
                entry.extract(tar, target);
            }
        }
    }

    /** A file, folder or symbolic link of a tar. The archives hold nothing else, and no name of over 100 characters. */
    private record TarEntry(String name, int mode, long size, char kind, String link) {

        private static final int BLOCK = 512;
        private static final int OWNER_MAY_EXECUTE = 0100;

        /** Returns null behind the last. */
        static @Nullable TarEntry next(InputStream tar) throws IOException {
            byte[] header = tar.readNBytes(BLOCK);
            if (header.length < BLOCK) {
                throw new EOFException("The archive of PostgreSQL ends too early");
            }
            return header[0] == 0
                    ? null
                    : new TarEntry(
                            text(header, 0, 100),
                            Integer.parseInt(text(header, 100, 8), 8),
                            Long.parseLong(text(header, 124, 12), 8),
                            (char) header[156],
                            text(header, 157, 100));
        }

        private static String text(byte[] header, int from, int length) {
            String field = new String(header, from, length, StandardCharsets.UTF_8);
            int end = field.indexOf('\0');
            return (end < 0 ? field : field.substring(0, end)).strip();
        }

        void extract(InputStream tar, Path target) throws IOException {
            Path path = target.resolve(name).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("The archive of PostgreSQL reaches outside its folder: " + name);
            }
            Files.createDirectories(kind == '5' ? path : path.getParent());
            switch (kind) {
                case '5' -> {}
                case '2' -> Files.createSymbolicLink(path, Path.of(link));
                case '0' -> {
                    copy(tar, path);
                    path.toFile().setExecutable((mode & OWNER_MAY_EXECUTE) != 0);
                }
                default -> throw new IOException("The archive of PostgreSQL holds what it never held: " + name);
            }
        }

        private void copy(InputStream tar, Path path) throws IOException {
            byte[] part = new byte[1 << 16];
            try (OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
                for (long left = size; left > 0; ) {
                    int read = tar.read(part, 0, (int) Math.min(left, part.length));
                    if (read < 0) {
                        throw new EOFException("The archive of PostgreSQL ends within " + name);
                    }
                    file.write(part, 0, read);
                    left -= read;
                }
            }
            tar.skipNBytes(-size & (BLOCK - 1));
        }
    }
}
