package dev.waybill.routes;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Names a route file as its reader does: relative to the folder that the reader is in, if it lies below. */
public final class SourceFile {

    /** The property with the folder in which a command was called; without it that is the working directory. */
    public static final String CALLED_FROM = "waybill.called-from";

    private static final String SCHEME = "file:";

    private SourceFile() {}

    /** @param location Camel's location of a resource, such as {@code file:/srv/waybill/routes/erp.camel.yaml} */
    public static @Nullable String name(@Nullable String location) {
        if (location == null || !location.startsWith(SCHEME)) {
            return location;
        }
        Path here = here();
        Path file =
                Path.of(location.substring(SCHEME.length())).toAbsolutePath().normalize();
        return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
    }

    /** Returns the folder that the reader is in. */
    public static Path here() {
        return Path.of(System.getProperty(CALLED_FROM, "")).toAbsolutePath().normalize();
    }
}
