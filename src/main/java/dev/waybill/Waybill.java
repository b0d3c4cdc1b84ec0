package dev.waybill;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The hub: takes webhooks in and hands them to their destinations, in order. Each webhook is stored once, and none is
 * lost.
 */
@SpringBootApplication(
        // of the jars for AMQP in ext/: a broker that is away is no fault of the hub's health
        excludeName = {
            "org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.jms.JmsHealthContributorAutoConfiguration"
        })
@ConfigurationPropertiesScan
public class Waybill {

    /** The property that makes the hub end as soon as it is ready. Such a start only fills the JVM's start-up cache. */
    private static final String PREPARE = "waybill.prepare";

    public static void main(String[] args) {
        SpareCarriers.provide();
        ConfigurableApplicationContext hub = SpringApplication.run(Waybill.class, args);
        if (Boolean.getBoolean(PREPARE)) {
            System.exit(SpringApplication.exit(hub));
        }
    }
}
