package dev.waybill.body;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BodyConfiguration {

    @Bean
    ShownBodies shownBodies(MaskSettings settings) {
        return new ShownBodies(settings.toMask());
    }
}
