package dev.waybill.secret;

import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A small file that a setting names, and its current value. {@link FollowFiles} looks at the file; one that can't be
 * used any more leaves the value as it was. The content counts, not the time stamp, so that the symbolic links of a
 * mounted secret may be swapped.
 *
 * @param <T> the type of the value
 */
public final class FollowedFile<T> implements Supplier<T> {

    /** The result of a look. */
    enum Look {
        /** The file is as it was, or as it was refused before. */
        SAME,
        /** The file has a new value, which holds from now on. */
        TAKEN,
        /** The file can't be used, so the value from before stays in use. */
        REFUSED
    }

    private final String setting;
    private final String file;
    private final int mostBytes;
    private final Function<byte[], T> parse;
    private volatile T value;
    private byte[] taken;
    private byte @Nullable [] candidate;
    private @Nullable String suspected;
    private @Nullable String refused;

    private FollowedFile(String setting, String file, int mostBytes, Function<byte[], T> parse) {
        this.setting = setting;
        this.file = file;
        this.mostBytes = mostBytes;
        this.parse = parse;
        this.taken = read();
        this.value = parse.apply(taken);
    }

    /**
     * Opens the file and reads it for the first time.
     *
     * @param setting the name of the setting, for messages to operators
     * @param mostBytes the largest size; a larger file is refused
     * @param parse the parser of the value; throws {@link BadSetting} if there is none in it
     * @throws BadSetting if the file can't be used
     */
    public static <T> FollowedFile<T> open(String setting, String file, int mostBytes, Function<byte[], T> parse) {
        return new FollowedFile<>(setting, file, mostBytes, parse);
    }

    @Override
    public T get() {
        return value;
    }

    String setting() {
        return setting;
    }

    /** Returns the reason why the last look refused the file. */
    String refusal() {
        return String.valueOf(refused);
    }

    /**
     * Takes or refuses a content that two looks in a row have found. The first look may have come in the middle of a
     * write.
     */
    synchronized Look look() {
        byte[] now;
        try {
            now = read();
        } catch (BadSetting e) {
            return missed(String.valueOf(e.getMessage()));
        }
        suspected = null;
        if (Arrays.equals(now, taken)) {
            candidate = null;
            refused = null;
            return Look.SAME;
        }
        if (!Arrays.equals(now, candidate)) {
            candidate = now;
            return Look.SAME;
        }
        return use(now);
    }

    private Look use(byte[] now) {
        try {
            value = parse.apply(now);
        } catch (BadSetting e) {
            return refuse(String.valueOf(e.getMessage()));
        }
        taken = now;
        candidate = null;
        refused = null;
        return Look.TAKEN;
    }

    private Look missed(String reason) {
        candidate = null;
        if (reason.equals(suspected)) {
            return refuse(reason);
        }
        suspected = reason;
        return Look.SAME;
    }

    private Look refuse(String reason) {
        if (reason.equals(refused)) {
            return Look.SAME;
        }
        refused = reason;
        return Look.REFUSED;
    }

    private byte[] read() {
        try {
            Path path = Path.of(file);
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw bad("names something that is no file: " + file);
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(mostBytes + 1);
                if (bytes.length > mostBytes) {
                    throw bad("names a file of more than %d bytes: %s".formatted(mostBytes, file));
                }
                return bytes;
            }
        } catch (IOException | InvalidPathException e) {
            throw bad("names a file that can't be read: " + file);
        }
    }

    private BadSetting bad(String wrong) {
        return new BadSetting(setting, setting + " " + wrong + ".");
    }
}
