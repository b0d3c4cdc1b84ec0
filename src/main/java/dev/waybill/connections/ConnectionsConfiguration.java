package dev.waybill.connections;

import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides what all connections share. */
@Configuration(proxyBeanMethods = false)
class ConnectionsConfiguration {

    @Bean
    ConnectionList connectionList(ObjectProvider<Connection> all) {
        return new ConnectionList(all.stream().toList());
    }

    @Bean
    TestConnection testConnection() {
        return new TestConnection();
    }

    /** Makes the one connection that a route reads: the settings of others may be of no use here. */
    @Bean
    PropertiesSource connectionParts(BeanFactory beans) {
        return new ConnectionParts(name -> find(beans, NamedConnections.PREFIX + "." + name));
    }

    private static @Nullable Connection find(BeanFactory beans, String bean) {
        return beans.containsBean(bean) ? beans.getBean(bean, Connection.class) : null;
    }
}
