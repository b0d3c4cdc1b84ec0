package dev.waybill.connections;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A connection that this hub can use. */
public interface Connection {

    /**
     * The basic facts of every connection.
     *
     * @param configured true if its settings are there; without them all that uses it is paused
     * @param wanted the names of the settings that it needs, as they are written
     */
    record Basics(String name, Kind kind, boolean configured, String wanted) {

        /** @param options the options that it needs */
        public static Basics of(ConnectionSettings written, Kind kind, boolean configured, List<String> options) {
            String wanted = options.stream().map(written::called).collect(Collectors.joining(", "));
            return new Basics(written.name(), kind, configured, wanted);
        }
    }

    Basics basics();

    default String name() {
        return basics().name();
    }

    default Kind kind() {
        return basics().kind();
    }

    default boolean configured() {
        return basics().configured();
    }

    /** Returns the names of the settings that it lacks without any; empty if it is configured. */
    default String missing() {
        return configured() ? "" : basics().wanted();
    }

    /** Returns the address for people to read, without a secret; empty without settings. */
    String address();

    /**
     * Returns what a route reads as {@code {{waybill.connections.<name>.<part>}}}; null if the kind has no such part.
     * Without settings it is a name that exists nowhere, since a paused route has endpoints too.
     */
    @Nullable
    String part(String part);

    /** Returns the texts that no result of a test may show, as they are now. */
    List<String> secrets();

    /**
     * Logs in and sends nothing. It may take long: {@link TestConnection} limits it.
     *
     * @return what was seen, in sentences without a secret
     * @throws Exception if it can't be used; the message says why
     */
    String test() throws Exception;
}
