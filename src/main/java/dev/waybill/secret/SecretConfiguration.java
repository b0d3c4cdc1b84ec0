package dev.waybill.secret;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the one watch over the files of all packages. */
@Configuration(proxyBeanMethods = false)
public class SecretConfiguration {

    @Bean(destroyMethod = "close")
    FollowFiles followFiles(MeterRegistry meters) {
        return new FollowFiles(meters);
    }
}
