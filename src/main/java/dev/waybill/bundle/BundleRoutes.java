package dev.waybill.bundle;

import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelSpringBootRoutesCollector;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Gives Camel the routes of the bundle that the hub starts with: the bytes that were read once, and checked. */
final class BundleRoutes extends CamelSpringBootRoutesCollector {

    private final Bundle bundle;

    BundleRoutes(ApplicationContext hub, boolean includeNonSingletons, Bundle bundle) {
        super(hub, includeNonSingletons);
        this.bundle = bundle;
    }

    @Override
    public Collection<Resource> findRouteResourcesFromDirectory(
            CamelContext camel, @Nullable String excludePattern, @Nullable String includePattern) {
        if (bundle.files().isEmpty()) {
            return super.findRouteResourcesFromDirectory(camel, excludePattern, includePattern);
        }
        List<Resource> routes = bundle.routes().stream()
                .map(path -> BundleFiles.resource(bundle, path))
                .toList();
        return routes;
    }
}
