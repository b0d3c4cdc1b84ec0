package dev.waybill.history;

import dev.waybill.cluster.Node;
import dev.waybill.cluster.Tick;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the routes that each incarnation of this node runs. The files are read once, right after Camel has loaded
 * them.
 */
final class RecordRoutes implements Tick, CamelContextConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RecordRoutes.class);

    private final Node node;
    private final NodeRoutes rows;
    private volatile @Nullable String checksum;
    private long recorded = -1;

    RecordRoutes(Node node, NodeRoutes rows) {
        this.node = node;
        this.rows = rows;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // no route is loaded yet
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        try {
            List<Path> files = files((ModelCamelContext) camel);
            checksum = files.isEmpty() ? null : RouteFiles.beside(files).checksum();
        } catch (UncheckedIOException | IllegalArgumentException e) {
            LOG.warn("The route files can't be read again, so events do not record their routes: {}", e.toString());
        }
    }

    private static List<Path> files(ModelCamelContext camel) {
        return camel.getRouteDefinitions().stream()
                .map(RouteDefinition::getResource)
                .filter(resource -> resource != null && resource.getScheme().equals("file"))
                .map(Resource::getURI)
                .map(Path::of)
                .toList();
    }

    @Override
    public void tick() {
        String routes = checksum;
        long incarnation = node.id();
        if (routes != null && incarnation != recorded) {
            rows.record(incarnation, routes);
            recorded = incarnation;
        }
    }
}
