package dev.waybill.candidate;

import java.time.Clock;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** The beans, settings and variables that a candidate's routes may name. */
public final class CandidateHub {

    private static final String UNSET = "unset";

    private final ApplicationContext hub;
    private final UnaryOperator<@Nullable String> environment;

    /**
     * @param hub a running hub, or one without a database and ports
     * @param environment the value of a variable by its name; null if it is not set, which is no fault
     */
    public CandidateHub(ApplicationContext hub, UnaryOperator<@Nullable String> environment) {
        this.hub = hub;
        this.environment = environment;
    }

    BeanRepository beans() {
        return new ApplicationContextBeanRepository(hub);
    }

    Clock clock() {
        return hub.getBean(Clock.class);
    }

    /** Gives a context the settings of the hub's: those of its components, its placeholders and its own endpoints. */
    void prepare(DefaultCamelContext camel) {
        camel.getPropertiesComponent().addPropertiesFunction(new Variables(environment));
        camel.getPropertiesComponent().addPropertiesSource(new Settings(hub));
        hub.getBeansOfType(EndpointStrategy.class)
                .values()
                .forEach(camel.getCamelContextExtension()::registerEndpointCallback);
    }

    private record Variables(UnaryOperator<@Nullable String> byName) implements PropertiesFunction {

        @Override
        public String getName() {
            return "env";
        }

        @Override
        public String apply(String remainder) {
            int colon = remainder.indexOf(':');
            String value = byName.apply(colon < 0 ? remainder : remainder.substring(0, colon));
            if (value != null) {
                return value;
            }
            return colon < 0 ? UNSET : remainder.substring(colon + 1);
        }
    }

    private record Settings(ApplicationContext hub) implements PropertiesSource {

        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return hub.getEnvironment().getProperty(name);
        }
    }
}
