package dev.waybill.candidate;

import dev.waybill.bundle.BundleFiles;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * The beans of a hub as a candidate's routes see them. A bundle's files are those of the candidate, and no policy keeps
 * a route from running: a destination without its settings can be tried too.
 */
final class CandidateBeans implements BeanRepository {

    private final BeanRepository hub;
    private final BundleFiles files;

    CandidateBeans(BeanRepository hub, BundleFiles files) {
        this.hub = hub;
        this.files = files;
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        return name.equals(BundleFiles.BEAN) ? files : hub.lookupByName(name);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        if (name.equals(BundleFiles.BEAN)) {
            return type.cast(files);
        }
        return type == RoutePolicy.class ? type.cast(new RoutePolicySupport() {}) : hub.lookupByNameAndType(name, type);
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return hub.findByTypeWithName(type);
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return hub.findByType(type);
    }
}
