package dev.waybill.lint;

import dev.waybill.settings.BadSetting;
import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Refuses Camel's own route reload before any other bean is made. A reload restarts every route at each save, the
 * public port's too. It runs no lint, and a route with a mistake stays stopped.
 */
@Configuration(proxyBeanMethods = false)
class NoReload {

    private static final List<String> SETTINGS =
            List.of("camel.main.routes-reload-enabled", "camel.springboot.routes-reload-enabled");

    @Bean
    static BeanFactoryPostProcessor refuseReload(Environment settings) {
        return beans -> SETTINGS.forEach(name -> {
            if (Binder.get(settings)
                    .bind(name, String.class)
                    .orElse("false")
                    .strip()
                    .equalsIgnoreCase("true")) {
                throw new BadSetting(
                        name,
                        name + " must be false: a reload skips the lint and closes the public port. Publish"
                                + " the routes, or set waybill.routes.watch in a sandbox.");
            }
        });
    }
}
