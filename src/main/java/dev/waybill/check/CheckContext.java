package dev.waybill.check;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.BundleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.jspecify.annotations.Nullable;

/** A context in which a bundle's routes are made and never started: our components and beans have stand-ins in it. */
final class CheckContext implements AutoCloseable {

    /** The value of a placeholder that is not set here. It can be a host, a number and a path. */
    static final String UNSET = "1";

    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component.properties";
    private static final List<String> OURS = List.of("inbox", "outbox", "platform-http", "sftp");
    private static final List<String> FUNCTIONS = List.of("env", "sys", "bean", "service", "secret");

    private final DefaultCamelContext context = new DefaultCamelContext();

    /** @param settings the value of a setting by its name; null if it has none */
    CheckContext(Bundle bundle, KnownBeans beans, UnaryOperator<@Nullable String> settings) {
        context.setAutoStartup(false);
        context.setSourceLocationEnabled(true);
        beans.bind(context.getRegistry());
        BundleFiles.bind(context, bundle);
        context.getRegistry().bind(DefaultResourceLoader.RESOURCE_LOADER_KEY_PREFIX + "file", new BesideBundle(bundle));
        context.build();
        OURS.forEach(scheme -> context.addComponent(scheme, new AnyOptions()));
        PropertiesComponent properties = context.getPropertiesComponent();
        FUNCTIONS.forEach(function -> properties.addPropertiesFunction(new Unset(function)));
        properties.addPropertiesSource(new Settings(settings));
    }

    ModelCamelContext camel() {
        return context;
    }

    /** Returns the names of the components that a route can use: each jar of Camel lists its own. */
    static Set<String> components() throws IOException {
        Set<String> names = new HashSet<>(OURS);
        for (URL jar : Collections.list(CheckContext.class.getClassLoader().getResources(COMPONENTS))) {
            Properties listed = new Properties();
            try (InputStream file = jar.openStream()) {
                listed.load(file);
            }
            names.addAll(List.of(listed.getProperty("components", "").split("\\s+")));
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        context.close();
    }

    /** Camel's functions would read this machine's environment; {@link Placeholders} has already looked there. */
    private record Unset(String name) implements PropertiesFunction {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String apply(String remainder) {
            return UNSET;
        }
    }

    private record Settings(UnaryOperator<@Nullable String> byName) implements PropertiesSource {

        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public String getProperty(String name) {
            String value = byName.apply(name);
            return value == null ? UNSET : value;
        }
    }

    /** Reads {@code file:routes/order.jq} from the bundle that is checked, if its folder has that name. */
    private static final class BesideBundle extends ResourceResolverSupport {

        private final Bundle bundle;

        BesideBundle(Bundle bundle) {
            super("file");
            this.bundle = bundle;
        }

        @Override
        protected Resource createResource(String location, String path) {
            java.nio.file.Path folder = bundle.folder();
            java.nio.file.Path parent = folder.getParent();
            java.nio.file.Path file =
                    (parent == null ? folder : parent).resolve(path).normalize();
            String inside = file.startsWith(folder) ? folder.relativize(file).toString() : "../" + path;
            return BundleFiles.resource(bundle, inside);
        }
    }
}
