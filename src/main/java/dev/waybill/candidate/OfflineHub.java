package dev.waybill.candidate;

import dev.waybill.TimeConfiguration;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

/**
 * The part of the hub that mappings and destinations need: no database, no port, and no route of its own. It has no
 * stereotype, so that the hub's own scan passes it over.
 */
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            HealthEndpointAutoConfiguration.class
        })
@ComponentScan({
    "dev.waybill.mapping",
    "dev.waybill.wire",
    "dev.waybill.connections",
    "dev.waybill.http",
    "dev.waybill.smtp",
    "dev.waybill.sftp",
    "dev.waybill.kafka",
    "dev.waybill.amqp"
})
@ConfigurationPropertiesScan("dev.waybill.mapping")
@Import(TimeConfiguration.class)
public class OfflineHub {

    private static final Map<String, Object> SETTINGS = Map.of(
            "camel.main.routes-include-pattern", "false",
            "camel.main.auto-startup", "false");

    /** Starts it with the settings of {@code application.yaml} in the working directory. */
    public static ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(OfflineHub.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .lazyInitialization(true)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("offline", SETTINGS)))
                .run(settings);
    }
}
