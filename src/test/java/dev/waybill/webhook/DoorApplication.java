package dev.waybill.webhook;

import dev.waybill.inbox.StoringInbox;
import dev.waybill.listener.ListenerConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The least that the door needs: the listener, the intake route and the storing half of the inbox. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ConfigurationPropertiesScan({
    "dev.waybill.sockets",
    "dev.waybill.listener",
    "dev.waybill.signature",
    "dev.waybill.sources",
    "dev.waybill.webhook",
    "dev.waybill.availability",
    "dev.waybill.history",
    "dev.waybill.inbox",
    "dev.waybill.operator",
    "dev.waybill.quarantine",
    "dev.waybill.reroute",
    "dev.waybill.routing"
})
@Import({ListenerConfiguration.class, WebhookConfiguration.class, StoringInbox.class})
public class DoorApplication {

    @Bean
    SeenThreads seenThreads() {
        return new SeenThreads();
    }

    @Bean
    SeenHeaders seenHeaders() {
        return new SeenHeaders();
    }
}
