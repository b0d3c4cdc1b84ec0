package dev.waybill;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub: takes webhooks in and hands them to their destinations, once in, in order, nothing lost. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Waybill {

    public static void main(String[] args) {
        SpringApplication.run(Waybill.class, args);
    }
}
