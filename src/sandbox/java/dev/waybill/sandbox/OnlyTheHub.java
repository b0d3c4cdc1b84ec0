package dev.waybill.sandbox;

import dev.waybill.Waybill;
import java.io.IOException;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Keeps the hub's component scan to the shipped classes: the sandbox runs with the test tree on its classpath, whose
 * configurations are not the hub's.
 */
public final class OnlyTheHub extends TypeExcludeFilter {

    private final String shipped =
            Waybill.class.getProtectionDomain().getCodeSource().getLocation().toString();

    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory types) throws IOException {
        return !type.getResource().getURL().toString().startsWith(shipped);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OnlyTheHub;
    }

    @Override
    public int hashCode() {
        return OnlyTheHub.class.hashCode();
    }
}
