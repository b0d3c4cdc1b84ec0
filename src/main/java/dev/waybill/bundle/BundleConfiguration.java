package dev.waybill.bundle;

import org.apache.camel.main.RoutesCollector;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class BundleConfiguration {

    /** Reads the bundle that the hub starts with. */
    @Bean
    Bundle bundle(Environment settings) {
        return RoutesFolder.of(settings).bundle();
    }

    @Bean
    LiveBundle liveBundle(Bundle bundle) {
        return new LiveBundle(bundle);
    }

    @Bean(BundleFiles.BEAN)
    BundleFiles bundleFiles(Bundle bundle) {
        return new BundleFiles(bundle);
    }

    @Bean(FilesBesideBundle.BEAN)
    FilesBesideBundle filesBesideBundle(Bundle bundle) {
        return new FilesBesideBundle(bundle, true);
    }

    @Bean
    RoutesCollector bundleRoutes(ApplicationContext hub, CamelConfigurationProperties camel, Bundle bundle) {
        return new BundleRoutes(hub, camel.getMain().isIncludeNonSingletons(), bundle);
    }
}
