package dev.waybill.kafka;

import static java.util.Objects.requireNonNull;

import dev.waybill.connections.LiveTls;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * Makes Kafka's clients with the brokers and the login of a connection. It is a bean, so that no endpoint's address holds
 * a secret. Password and files are read at each new socket, as they are then.
 */
final class KafkaLogin implements KafkaClientFactory {

    /** The settings by which the clients hand this login to what they make themselves. */
    static final String PASSWORD = "hub.password";

    static final String TLS = "hub.tls";

    private final KafkaSettings settings;
    private final String brokers;
    private final LiveTls tls;

    KafkaLogin(KafkaSettings settings, String brokers, LiveTls tls) {
        this.settings = settings;
        this.brokers = brokers;
        this.tls = tls;
    }

    @Override
    public Producer<?, ?> getProducer(Properties properties) {
        return new KafkaProducer<>(with(properties));
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties properties) {
        return new KafkaConsumer<>(with(properties));
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return brokers;
    }

    /** @param millis the limit of each call */
    Admin admin(int millis) {
        Properties limits = new Properties();
        limits.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        limits.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis);
        return Admin.create(with(limits));
    }

    private Properties with(Properties properties) {
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        boolean named = settings.username() != null;
        properties.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (named ? "SASL_" : "") + (settings.encrypted() ? "SSL" : "PLAINTEXT"));
        if (settings.encrypted()) {
            properties.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, LiveEngines.class);
            properties.put(TLS, tls);
        }
        if (named) {
            Class<?> module = settings.mechanism().equals("PLAIN") ? PlainLoginModule.class : ScramLoginModule.class;
            properties.put(SaslConfigs.SASL_MECHANISM, settings.mechanism());
            properties.put(SaslConfigs.SASL_JAAS_CONFIG, module.getName() + " required;");
            properties.put(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, AnswerLogin.class);
            properties.put(PASSWORD, settings);
        }
        return properties;
    }

    /** Returns what was handed on under the name. */
    static <T> T handed(Map<String, ?> configs, String name, Class<T> type) {
        return type.cast(requireNonNull(configs.get(name), name));
    }

    @Override
    public String toString() {
        return "KafkaLogin";
    }
}
