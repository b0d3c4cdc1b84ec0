package dev.waybill.amqp;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.RegisterConnections;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import jakarta.jms.ConnectionFactory;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Makes the beans of all connections to AMQP brokers, if the client is on the class path. */
@ConditionalOnClass({JmsConnectionFactory.class, JmsEndpoint.class})
@Import({SecretConfiguration.class, AmqpConfiguration.Register.class})
@Configuration(proxyBeanMethods = false)
class AmqpConfiguration {

    /** Takes the place of each {@code amqp:} endpoint. */
    @Bean
    EndpointStrategy queues() {
        return new QueueEndpoints();
    }

    static final class Register extends RegisterConnections<AmqpConnection> {

        Register(Environment environment, BeanFactory beans) {
            super(environment, beans, Kind.AMQP, AmqpConnection.class, ConnectionFactory.class);
        }

        @Override
        protected AmqpConnection make(ConnectionSettings settings, BeanFactory beans) {
            return new AmqpConnection(settings, beans.getBean(FollowFiles.class));
        }

        @Override
        protected ConnectionFactory login(AmqpConnection connection) {
            return connection.login();
        }
    }
}
