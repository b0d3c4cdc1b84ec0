package dev.waybill.http;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.connections.RegisterConnections;
import dev.waybill.health.PausedWithoutSettings;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import java.time.Clock;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Makes the beans of all connections over HTTP, under the older names of the same beans too. */
@Import({SecretConfiguration.class, HttpConfiguration.Register.class})
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    /** Lets routes go on reading <code>{{bean:erpDestination.url}}</code>. */
    @Bean
    ErpDestination erpDestination(BeanFactory beans) {
        return new ErpDestination(beans.getBean("waybill.connections.erp", HttpConnection.class));
    }

    static final class Register extends RegisterConnections<HttpConnection> {

        private final Environment environment;

        Register(Environment environment, BeanFactory beans) {
            super(environment, beans, Kind.HTTP, HttpConnection.class, HttpClientConfigurer.class);
            this.environment = environment;
        }

        @Override
        protected HttpConnection make(ConnectionSettings settings, BeanFactory beans) {
            return new HttpConnection(
                    settings, beans.getBean(Clock.class), beans.getBean(FollowFiles.class), Pool.of(environment));
        }

        @Override
        protected HttpClientConfigurer login(HttpConnection connection) {
            return connection.client();
        }

        /** Adds the beans of no connection at all: it sends no login and never pauses. */
        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            super.registerBeanDefinitions(importing, registry);
            none(registry, "login", HttpClientConfigurer.class, new PlainClient(null, null));
            none(registry, "pause", PausedWithoutSettings.class, new PausedWithoutSettings(true, ""));
        }

        private static void none(BeanDefinitionRegistry registry, String part, Class<?> type, Object bean) {
            String name = "waybill.connections." + NamedConnections.NONE + "." + part;
            register(registry, name, type, () -> bean);
            registry.registerAlias(name, NamedConnections.NONE + "." + part);
        }
    }
}
