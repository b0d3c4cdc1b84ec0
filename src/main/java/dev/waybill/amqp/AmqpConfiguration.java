package dev.waybill.amqp;

import dev.waybill.availability.Intake;
import dev.waybill.availability.ReaderTroubles;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.RegisterConnections;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import dev.waybill.sources.Sources;
import jakarta.jms.ConnectionFactory;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Makes the beans of all connections to AMQP brokers, if the client is on the class path. */
@ConditionalOnClass({JmsConnectionFactory.class, JmsEndpoint.class})
@Import({SecretConfiguration.class, AmqpConfiguration.Register.class})
@Configuration(proxyBeanMethods = false)
class AmqpConfiguration {

    /** Takes the place of each {@code amqp:} endpoint. */
    @Bean
    EndpointStrategy queues(ObjectProvider<Messages> messages) {
        return new QueueEndpoints(messages::getObject);
    }

    /** Made for the first route that takes messages. */
    @Bean
    @Lazy
    Messages messages(
            Sources sources, Quarantine quarantine, Intake intake, ReaderTroubles troubles, Environment environment) {
        DataSize most = Binder.get(environment)
                .bind("waybill.listener.max-body", DataSize.class)
                .orElse(DataSize.ofMegabytes(1));
        return new Messages(sources, quarantine, intake, troubles, (int) most.toBytes());
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
