package dev.waybill.house;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.house.sample.inbox.ForgottenEndpoint;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The output of the profile {@code generate-endpoints} fits the endpoints; else: run it again and commit. */
class GeneratedEndpointsTest {

    static Stream<Class<?>> endpoints() {
        return MainClasses.ALL.stream()
                .filter(type -> type.isAnnotatedWith(UriEndpoint.class))
                .map(type -> type.reflect());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void the_description_says_what_the_endpoint_offers(Class<?> endpoint) {
        assertThat(EndpointOptions.ofDescription(endpoint))
                .as("run: mvn -Pgenerate-endpoints clean process-test-sources")
                .isEqualTo(EndpointOptions.ofFields(endpoint));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void the_generated_classes_know_its_options(Class<?> endpoint) throws Exception {
        EndpointOptions options = EndpointOptions.ofFields(endpoint);
        var factory = (EndpointUriFactory) generated(endpoint, "UriFactory");
        var configurer = (PropertyConfigurerGetter) generated(endpoint, "Configurer");
        assertThat(factory.propertyNames()).containsAll(options.options().keySet());
        assertThat(parameters(endpoint))
                .allSatisfy(name -> assertThat(configurer.getOptionType(name, false))
                        .as(name)
                        .isNotNull());
    }

    @Test
    void both_of_our_endpoints_are_checked() {
        assertThat(endpoints().map(Class::getSimpleName)).containsExactlyInAnyOrder("InboxEndpoint", "OutboxEndpoint");
    }

    @Test
    void a_forgotten_generation_is_found_out() {
        Set<String> described =
                EndpointOptions.ofDescription(ForgottenEndpoint.class).options().keySet();
        Set<String> offered = new TreeSet<>(
                EndpointOptions.ofFields(ForgottenEndpoint.class).options().keySet());
        assertThat(offered).containsExactly("added", "name");
        assertThat(described).containsExactly("name", "removed");
    }

    private static Object generated(Class<?> endpoint, String suffix) throws ReflectiveOperationException {
        return Class.forName(endpoint.getName() + suffix).getConstructor().newInstance();
    }

    private static Set<String> parameters(Class<?> endpoint) {
        return EndpointOptions.fields(endpoint)
                .filter(field -> field.isAnnotationPresent(UriParam.class))
                .map(Field::getName)
                .collect(toSet());
    }
}
