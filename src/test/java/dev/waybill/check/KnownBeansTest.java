package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.console.TestHub;
import dev.waybill.kit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KnownBeansTest {

    @Test
    void each_is_a_bean_of_the_hub_with_a_type_that_routes_can_use() throws IOException {
        try (TestHub hub = TestHub.on(TestPostgres.fresh(), "s3cr3t")) {
            KnownBeans.ofTheHub()
                    .types()
                    .forEach((name, type) -> assertThat(hub.context.getType(name))
                            .as(name)
                            .isNotNull()
                            .satisfies(real -> assertThat(asRoutesSee(type).isAssignableFrom(real))
                                    .as("%s is a %s", name, real)
                                    .isTrue()));
        }
    }

    /** An interface, a class of ours, or the class of Camel's that a route's option takes. */
    private static Class<?> asRoutesSee(Class<?> type) {
        return type.isInterface() || type.getName().startsWith("dev.waybill.") ? type : type.getSuperclass();
    }

    @Test
    void each_that_users_may_name_is_known() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/test/resources/public-names.txt")).stream()
                        .filter(line -> line.startsWith("bean "))
                        .map(line -> line.substring(5)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(KnownBeans.ofTheHub().types()).containsKey(name));
    }
}
