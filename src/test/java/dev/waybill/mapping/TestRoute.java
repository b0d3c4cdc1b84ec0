package dev.waybill.mapping;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One destination's route with its own settings, started as the hub starts it, to be sent deliveries by a test. */
public final class TestRoute implements AutoCloseable {

    private final String destination;
    private final ConfigurableApplicationContext hub;
    private final ProducerTemplate producer;

    private TestRoute(String destination, ConfigurableApplicationContext hub) {
        this.destination = destination;
        this.hub = hub;
        this.producer = camel().createProducerTemplate();
    }

    /** @param settings as {@code name=value} */
    public static TestRoute start(String destination, String... settings) {
        return startFile(Path.of("routes", destination + ".camel.yaml"), destination, settings);
    }

    /** The same for a route in any file, which may use the templates that we ship. */
    public static TestRoute startFile(Path file, String destination, String... settings) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "camel.main.routes-include-pattern=file:%s,file:routes/template-*.camel.yaml"
                                        .formatted(file),
                                "logging.level.org.apache.camel.processor.errorhandler=OFF"),
                        Stream.of(settings))
                .map("--"::concat)
                .toArray(String[]::new);
        return new TestRoute(
                destination,
                new SpringApplicationBuilder(RouteWorld.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments));
    }

    /** The delivery's end, as the outbox would see it. */
    public Exchange deliver(Delivery delivery) {
        return send(delivery.exchange(camel()));
    }

    public Exchange send(Exchange exchange) {
        return producer.send("outbox:" + destination, exchange);
    }

    public CamelContext camel() {
        return hub.getBean(CamelContext.class);
    }

    public boolean runs() {
        return camel().getRouteController().getRouteStatus(destination).isStarted();
    }

    @Override
    public void close() {
        hub.close();
    }
}
