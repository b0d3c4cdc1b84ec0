package dev.waybill.wire;

import org.apache.camel.spi.EndpointStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WireConfiguration {

    /** Camel registers each bean of this type. */
    @Bean
    EndpointStrategy httpClientsTell() {
        return new HttpClients();
    }
}
