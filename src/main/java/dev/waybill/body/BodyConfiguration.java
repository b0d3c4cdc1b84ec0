package dev.waybill.body;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BodyConfiguration {

    @Bean
    Bodies bodies(MaskSettings settings) {
        return new Bodies(settings.toMask());
    }
}
