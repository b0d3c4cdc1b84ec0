package dev.waybill.mapping;

import org.apache.camel.spi.EndpointStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

    /** Camel registers each bean of this type. */
    @Bean
    EndpointStrategy templatesEnd() {
        return new InterruptibleTemplate.InPlace();
    }
}
