package dev.waybill.webhook;

import dev.waybill.inbox.StoringInbox;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What the door needs and no more: the listener, the intake route and the storing half of the inbox. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ConfigurationPropertiesScan({"dev.waybill.webhook", "dev.waybill.inbox"})
@Import({ListenerConfiguration.class, WebhookConfiguration.class, StoringInbox.class})
class DoorApplication {

    @Bean
    SeenThreads seenThreads() {
        return new SeenThreads();
    }

    @Bean
    SeenHeaders seenHeaders() {
        return new SeenHeaders();
    }
}
