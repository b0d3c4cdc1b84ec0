package dev.waybill.inbox;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Assigns an event to one of the sixteen slots of a source: always the same slot for the same message group. */
public final class Slot {

    /**
     * The number of slots. Each waiting event stores its slot: a change of this or the hash needs a migration on an
     * empty queue.
     */
    public static final int COUNT = 16;

    private Slot() {}

    /** Returns the slot of a stored event: by its group, or by its id without one, like the intake's statement. */
    public static short of(long eventId, String source, @Nullable String group) {
        return group == null ? (short) (eventId % COUNT) : of(source, group);
    }

    /** Returns the CRC-32 of source, a zero byte and group, modulo {@link #COUNT}; 0 to 15. */
    public static short of(String source, String group) {
        var crc = new CRC32();
        crc.update(source.getBytes(StandardCharsets.UTF_8));
        crc.update(0);
        crc.update(group.getBytes(StandardCharsets.UTF_8));
        return (short) (crc.getValue() % COUNT);
    }
}
