package dev.waybill.routes;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Names a route file as the operator does: relative to the working directory if it lies below. */
public final class SourceFile {

    private static final String SCHEME = "file:";

    private SourceFile() {}

    /** @param location Camel's location of a resource, such as {@code file:/srv/waybill/routes/erp.camel.yaml} */
    public static @Nullable String name(@Nullable String location) {
        if (location == null || !location.startsWith(SCHEME)) {
            return location;
        }
        Path here = Path.of("").toAbsolutePath();
        Path file =
                Path.of(location.substring(SCHEME.length())).toAbsolutePath().normalize();
        return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
    }
}
