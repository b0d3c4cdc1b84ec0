package dev.waybill.check;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.BundleFiles;
import dev.waybill.bundle.FilesBesideBundle;
import dev.waybill.bundle.NoRemoteFiles;
import dev.waybill.bundle.SecretNames;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** A context in which a bundle's routes are made and never started: our components and beans have stand-ins in it. */
final class CheckContext implements AutoCloseable {

    /** The value of a placeholder that is not set here. It can be a host, a number and a path. */
    static final String UNSET = "1";

    /** The values that are tried for it if a route can't be made with {@link #UNSET}. */
    static final List<String> OTHERWISE = List.of("true", "http://unset.invalid");

    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component.properties";
    private static final List<String> OURS = List.of("inbox", "outbox", "platform-http", "sftp");
    private static final List<String> FUNCTIONS = List.of("bean", "service", "secret");

    private final DefaultCamelContext context = new DefaultCamelContext();

    /**
     * @param environment the value of a variable by its name; null if it is not set
     * @param settings the value of a setting by its name; null if it has none
     * @param unset the value of a placeholder that is not set here
     * @param ours false if a stranger sent the bundle: then no finding can tell a secret or a file beside it
     */
    CheckContext(
            Bundle bundle,
            KnownBeans beans,
            UnaryOperator<@Nullable String> environment,
            UnaryOperator<@Nullable String> settings,
            String unset,
            boolean ours) {
        context.setAutoStartup(false);
        context.setStartupSummaryLevel(StartupSummaryLevel.Off); // the log is the hub's
        context.setSourceLocationEnabled(true);
        beans.bind(context.getRegistry());
        BundleFiles.bind(context, bundle);
        FilesBesideBundle.bind(context, bundle, ours);
        NoRemoteFiles.bind(context);
        context.build();
        OURS.forEach(scheme -> context.addComponent(scheme, new AnyOptions()));
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        // a parameter of a template is never a variable of the environment: {{path}} would be PATH
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.addPropertiesFunction(new Value("env", ours ? environment : hidden(environment), unset));
        properties.addPropertiesFunction(
                new Value("sys", ours ? System::getProperty : hidden(System::getProperty), unset));
        FUNCTIONS.forEach(function -> properties.addPropertiesFunction(new Value(function, name -> null, unset)));
        properties.addPropertiesSource(new Settings(ours ? settings : hidden(settings), unset));
    }

    private static UnaryOperator<@Nullable String> hidden(UnaryOperator<@Nullable String> byName) {
        return name -> {
            String value = byName.apply(name);
            return value != null && SecretNames.isSecret(name) ? UNSET : value;
        };
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

    /** A name's value, the default behind its colon, or a stand-in: Camel's functions would fail without a value. */
    private record Value(String name, UnaryOperator<@Nullable String> byName, String unset)
            implements PropertiesFunction {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String apply(String remainder) {
            int colon = remainder.indexOf(':');
            String value = byName.apply(colon < 0 ? remainder : remainder.substring(0, colon));
            if (value != null) {
                return value;
            }
            return colon < 0 ? unset : remainder.substring(colon + 1);
        }
    }

    private record Settings(UnaryOperator<@Nullable String> byName, String unset) implements PropertiesSource {

        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public String getProperty(String name) {
            String value = byName.apply(name);
            return value == null || value.isBlank() ? unset : value; // the hub has a name that exists nowhere for it
        }
    }

    /** Stands in for a component that needs the running hub. Its options are checked against the catalog instead. */
    private static final class AnyOptions extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            parameters.clear();
            return new DefaultEndpoint(uri, this) {

                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {

                        @Override
                        public void process(Exchange exchange) {
                            throw new UnsupportedOperationException("no route of a check starts");
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor);
                }
            };
        }
    }
}
