package dev.waybill.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.health.PausedWithoutSettings;
import dev.waybill.live.RevisionRoutes.Made;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The start of a route that can't stand by, such as one that reads a topic. */
class SwapRoutesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    private ServiceStatus published(boolean configured) throws Exception {
        camel.addRoutes(new RouteBuilder() {

            @Override
            public void configure() {
                from("timer:x?delay=1000000")
                        .routeId("x")
                        .autoStartup(false) // as a revision makes it
                        .routePolicy(new PausedWithoutSettings(configured, "a setting"))
                        .log("ran");
            }
        });
        camel.start();
        List<Made> routes =
                List.copyOf(new RevisionRoutes(camel, new Bundle(Path.of("routes"), Map.of()), false).all());
        new SwapRoutes(List.of(), Set.of(), null).to(routes, 2);
        return camel.getRouteController().getRouteStatus("x");
    }

    @Test
    void a_route_is_started() throws Exception {
        assertThat(published(true)).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void a_route_to_nowhere_is_not() throws Exception {
        assertThat(published(false)).isEqualTo(ServiceStatus.Stopped);
    }
}
