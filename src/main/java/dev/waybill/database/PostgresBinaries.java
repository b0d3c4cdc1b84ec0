package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.lang3.SystemUtils;
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

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\S+)");

    /**
     * Unpacks the programs once; a later start finds them.
     *
     * @param parent a folder for these programs alone; anything else in it is deleted
     */
    static PostgresBinaries unpack(PgBinaryResolver resolver, Path parent) throws IOException {
        byte[] archive = archive(resolver);
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
        return directory.resolve("bin").resolve(SystemUtils.IS_OS_WINDOWS ? name + ".exe" : name);
    }

    /** @throws BadSetting if the hub was shipped without the programs for this platform */
    private static byte[] archive(PgBinaryResolver resolver) throws IOException {
        String system = SystemUtils.IS_OS_WINDOWS ? "Windows" : SystemUtils.IS_OS_MAC ? "Darwin" : "Linux";
        String machine = "amd64".equals(SystemUtils.OS_ARCH) ? "x86_64" : SystemUtils.OS_ARCH;
        try (InputStream archive = resolver.getPgBinary(system, machine)) {
            return archive.readAllBytes();
        } catch (IllegalStateException e) { // the resolver throws this if it has none
            throw new BadSetting(
                    "SPRING_DATASOURCE_URL",
                    "There is no PostgreSQL for %s on %s in lib: set SPRING_DATASOURCE_URL to a server of your own, or use the archive for this platform."
                            .formatted(system, machine));
        }
    }

    private static void extract(byte[] archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive of PostgreSQL reaches outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    path.toFile().setExecutable((entry.getMode() & 0100) != 0);
                }
            }
        }
    }
}
