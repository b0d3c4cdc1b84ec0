package dev.waybill.kafka;

import dev.waybill.availability.Intake;
import dev.waybill.availability.ReaderTroubles;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.RegisterConnections;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import dev.waybill.sources.Sources;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.spi.EndpointStrategy;
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

/** Makes the beans of all connections to Kafka, if its client is on the class path. */
@ConditionalOnClass(KafkaClientFactory.class)
@Import({SecretConfiguration.class, KafkaConfiguration.Register.class})
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    /** Takes the place of each {@code kafka:} endpoint. */
    @Bean
    EndpointStrategy topics(ObjectProvider<Records> records) {
        return new TopicEndpoints(records::getObject);
    }

    /** Made for the first route that takes records. */
    @Bean
    @Lazy
    Records records(
            Sources sources, Quarantine quarantine, Intake intake, ReaderTroubles troubles, Environment environment) {
        DataSize most = Binder.get(environment)
                .bind("waybill.listener.max-body", DataSize.class)
                .orElse(DataSize.ofMegabytes(1));
        return new Records(sources, quarantine, intake, troubles, (int) most.toBytes());
    }

    static final class Register extends RegisterConnections<KafkaConnection> {

        Register(Environment environment, BeanFactory beans) {
            super(environment, beans, Kind.KAFKA, KafkaConnection.class, KafkaClientFactory.class);
        }

        @Override
        protected KafkaConnection make(ConnectionSettings settings, BeanFactory beans) {
            return new KafkaConnection(settings, beans.getBean(FollowFiles.class));
        }

        @Override
        protected KafkaClientFactory login(KafkaConnection connection) {
            return connection.login();
        }
    }
}
