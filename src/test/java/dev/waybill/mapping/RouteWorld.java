package dev.waybill.mapping;

import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectComponent;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * The part of the hub that a route under test needs, without a database: the rooms of the destinations, the settings of
 * {@code application.yaml}, and {@code direct:} under the names of our two components, so that a test can send to
 * {@code from: outbox:erp} and see what {@code from: inbox:covver} sends on.
 */
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            HealthEndpointAutoConfiguration.class
        })
@ComponentScan({
    "dev.waybill.bundle",
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
public class RouteWorld {

    @Bean
    DirectComponent inbox() {
        return new DirectComponent();
    }

    /** Takes the options of the real one. */
    @Bean
    DirectComponent outbox() {
        return new DirectComponent() {

            @Override
            protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                    throws Exception {
                parameters.clear();
                return super.createEndpoint(uri, remaining, parameters);
            }
        };
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
