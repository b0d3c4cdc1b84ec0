package dev.waybill.candidate;

import dev.waybill.bundle.SecretNames;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.component.properties.PropertiesComponent;
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
    private static final String HIDDEN = "hidden";
    private static final List<String> OTHERS = List.of("sys", "bean");

    private final ApplicationContext hub;
    private final UnaryOperator<@Nullable String> environment;
    private final boolean secrets;
    private final boolean files;
    private final Map<String, String> given;

    /**
     * @param hub a running hub, or one without a database and ports
     * @param environment the value of a variable by its name; null if it is not set, which is no fault
     */
    public CandidateHub(ApplicationContext hub, UnaryOperator<@Nullable String> environment) {
        this(hub, environment, true, true, Map.of());
    }

    private CandidateHub(
            ApplicationContext hub,
            UnaryOperator<@Nullable String> environment,
            boolean secrets,
            boolean files,
            Map<String, String> given) {
        this.hub = hub;
        this.environment = environment;
        this.secrets = secrets;
        this.files = files;
        this.given = given;
    }

    /** Returns a copy whose secrets read as {@code hidden}, for results that are shown. */
    public CandidateHub withoutSecrets() {
        return new CandidateHub(hub, environment, false, files, given);
    }

    /** Returns a copy without the files outside of a bundle's folder, for a bundle that was sent. */
    public CandidateHub withoutFiles() {
        return new CandidateHub(hub, environment, secrets, false, given);
    }

    /** Returns a copy with these variables before those of the environment. A test's variables are never hidden. */
    public CandidateHub with(Map<String, String> variables) {
        return new CandidateHub(hub, environment, secrets, files, Map.copyOf(variables));
    }

    boolean readsFiles() {
        return files;
    }

    BeanRepository beans() {
        return new ApplicationContextBeanRepository(hub);
    }

    Clock clock() {
        return hub.getBean(Clock.class);
    }

    /** Gives a context the settings of the hub's: those of its components, its placeholders and its own endpoints. */
    void prepare(DefaultCamelContext camel) {
        PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
        // a parameter of a template is never a variable of the environment: {{path}} would be PATH
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        UnaryOperator<@Nullable String> variables = secrets ? environment : hiding(environment);
        properties.addPropertiesFunction(
                new Variables(name -> given.containsKey(name) ? given.get(name) : variables.apply(name)));
        UnaryOperator<@Nullable String> settings = hub.getEnvironment()::getProperty;
        properties.addPropertiesSource(new Settings(secrets ? settings : hiding(settings)));
        if (!secrets) {
            OTHERS.stream()
                    .map(properties::getPropertiesFunction)
                    .forEach(each -> properties.addPropertiesFunction(new Hiding(each)));
        }
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

    private static UnaryOperator<@Nullable String> hiding(UnaryOperator<@Nullable String> byName) {
        return name -> SecretNames.isSecret(name) ? HIDDEN : byName.apply(name);
    }

    /** A function of Camel's that could give the value of a secret. */
    private record Hiding(PropertiesFunction function) implements PropertiesFunction {

        @Override
        public String getName() {
            return function.getName();
        }

        @Override
        public @Nullable String apply(String remainder) {
            return SecretNames.isSecret(remainder) ? HIDDEN : function.apply(remainder);
        }
    }

    private record Settings(UnaryOperator<@Nullable String> byName) implements PropertiesSource {

        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return byName.apply(name);
        }
    }
}
