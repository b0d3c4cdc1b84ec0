package dev.waybill.inbox;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Which of the sixteen routers of a source an event belongs to: always the same one for the same message group. */
public final class Slot {

    /** Stored with each event that waits: changing it, or the hash, needs a migration that runs on an empty queue. */
    static final int COUNT = 16;

    private Slot() {}

    /** The slot of a stored event: by its group, or by its id where it runs free, as the intake's statement has it. */
    public static short of(long eventId, String source, @Nullable String group) {
        return group == null ? (short) (eventId % COUNT) : of(source, group);
    }

    /** CRC-32 of source, a zero byte and group, modulo {@link #COUNT}; 0 to 15. */
    public static short of(String source, String group) {
        var crc = new CRC32();
        crc.update(source.getBytes(StandardCharsets.UTF_8));
        crc.update(0);
        crc.update(group.getBytes(StandardCharsets.UTF_8));
        return (short) (crc.getValue() % COUNT);
    }
}
