package dev.waybill;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** The hub: takes webhooks in and hands them to their destinations, once in, in order, nothing lost. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Waybill {

    /** A start for the sake of the JVM's start-up cache alone: ends as soon as the hub is ready. */
    private static final String PREPARE = "waybill.prepare";

    public static void main(String[] args) {
        SpareCarriers.provide();
        ConfigurableApplicationContext hub = SpringApplication.run(Waybill.class, args);
        if (Boolean.getBoolean(PREPARE)) {
            System.exit(SpringApplication.exit(hub));
        }
    }
}
