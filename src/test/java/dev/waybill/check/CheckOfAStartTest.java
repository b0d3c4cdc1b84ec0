package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.bundle.RoutesFolder;
import dev.waybill.lint.RouteFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class CheckOfAStartTest {

    private static final String ROUTE = """
        - route:
            id: crm
            description: Hands over.
            from:
              uri: outbox:crm
              steps:
                - to:
                    uri: http
                    parameters:
                      httpUri: http://127.0.0.1:1
                      httpMethod: POST
                      httpClientConfigurer: "#erpHttpClients"
        """;

    @TempDir
    private Path routes;

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    @Test
    void a_bean_that_only_this_hub_has_is_known() throws IOException {
        Files.writeString(routes.resolve("crm.camel.yaml"), ROUTE);
        String pattern = "file:%s/crm.camel.yaml".formatted(routes);

        assertThatThrownBy(() -> check(pattern))
                .isInstanceOf(RouteFault.class)
                .hasMessageContaining("names the bean erpHttpClients");

        beans.registerSingleton("erpHttpClients", (HttpClientConfigurer) client -> {});
        assertThatCode(() -> check(pattern)).doesNotThrowAnyException();
    }

    @Test
    void routes_of_several_folders_are_not_checked_and_stop_no_start() throws IOException {
        Files.writeString(routes.resolve("crm.camel.yaml"), "- rout: {}");

        assertThatCode(() -> check("file:%s/**/*.camel.yaml".formatted(routes))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("file:%s/*.camel.yaml".formatted(routes)))
                .isInstanceOf(RouteFault.class);
    }

    private void check(String pattern) {
        beans.registerSingleton("environment", new MockEnvironment().withProperty(RoutesFolder.SETTING, pattern));
        try {
            new CheckBeforeStart().postProcessBeanFactory(beans);
        } finally {
            beans.destroySingleton("environment");
        }
    }
}
