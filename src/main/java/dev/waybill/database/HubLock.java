package dev.waybill.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Allows one live hub per data directory. The operating system frees the lock when the process ends, for any reason.
 */
final class HubLock implements AutoCloseable {

    /**
     * The directories that this process has locked. POSIX drops a process's lock when the process closes <em>any</em>
     * descriptor of the file. A second attempt in this process must therefore not even open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private HubLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param directory the hub's data directory, which exists
     * @throws BadSetting if another hub uses it
     */
    static HubLock take(Path directory) throws IOException {
        Path file = directory.toRealPath().resolve("hub.lock");
        if (!HELD.add(file)) {
            throw taken(directory, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return lock(directory, file);
        } catch (IOException | RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static HubLock lock(Path directory, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        try {
            if (channel.tryLock() == null) {
                throw taken(directory, Files.readString(file, US_ASCII).strip());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
            return new HubLock(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static BadSetting taken(Path directory, String process) {
        return new BadSetting(
                "WAYBILL_DATA_DIRECTORY",
                "Another hub (process %s) is running on %s: stop it, or give this one a WAYBILL_DATA_DIRECTORY of its own."
                        .formatted(process, directory));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(file);
        }
    }
}
