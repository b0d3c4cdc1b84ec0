package dev.waybill.webhook;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/** What the door needs and no more: the listener, the intake route and the storing half of the inbox. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ConfigurationPropertiesScan({"dev.waybill.webhook", "dev.waybill.inbox"})
@Import({ListenerConfiguration.class, WebhookConfiguration.class, DoorApplication.StoringInbox.class})
class DoorApplication {

    @Bean
    SeenHeaders seenHeaders() {
        return new SeenHeaders();
    }

    static class StoringInbox implements ImportSelector {

        @Override
        public String[] selectImports(AnnotationMetadata importer) {
            return new String[] {"dev.waybill.inbox.IntakeConfiguration"};
        }
    }
}
