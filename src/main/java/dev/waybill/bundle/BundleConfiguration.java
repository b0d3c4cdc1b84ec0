package dev.waybill.bundle;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class BundleConfiguration {

    @Bean
    Bundle bundle(Environment settings) {
        return RoutesFolder.of(settings).bundle();
    }

    @Bean(BundleFiles.BEAN)
    BundleFiles bundleFiles(Bundle bundle) {
        return new BundleFiles(bundle);
    }
}
