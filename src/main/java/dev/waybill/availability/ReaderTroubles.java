package dev.waybill.availability;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The troubles of this hub's readers, which take events from brokers: why they can't read on now. */
public final class ReaderTroubles {

    private final Map<Object, String> told = new ConcurrentHashMap<>();

    /** The ear for one reader. */
    @FunctionalInterface
    public interface Ear {

        /** Hears a trouble as a sentence, and null once there is none. */
        void hear(@Nullable String trouble);
    }

    /** Returns the ear for a new reader. */
    public Ear ofReader() {
        Object reader = new Object();
        return trouble -> {
            if (trouble == null) {
                told.remove(reader);
            } else {
                told.put(reader, trouble);
            }
        };
    }

    /** Returns the troubles, each once; empty if there are none. */
    public List<String> now() {
        return told.values().stream().distinct().sorted().toList();
    }
}
