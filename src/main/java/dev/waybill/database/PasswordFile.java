package dev.waybill.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The embedded superuser's password: generated, and readable by the hub's own account alone. */
final class PasswordFile {

    private static final int BYTES = 32;

    private PasswordFile() {}

    /** Writes a new password over any older one: no database knows that one yet. */
    static Path create(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), ownerOnly())) {
            channel.write(ByteBuffer.wrap(password.getBytes(US_ASCII)));
            channel.force(true);
        }
        return file;
    }

    static String read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new BadSetting(
                    "WAYBILL_DATA_DIRECTORY",
                    "%s is missing, and without it the embedded database beside it can't be opened: restore it from the backup that holds the database."
                            .formatted(file));
        }
        return Files.readString(file, US_ASCII).strip();
    }

    /** Makes a rename in the directory survive a power cut, on systems that can do so. */
    static void forceDirectory(Path directory) throws IOException {
        if (posix()) {
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
