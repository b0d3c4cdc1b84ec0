package dev.waybill.kafka;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.settings.Setting;
import dev.waybill.settings.StartCheck;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** Checks the settings of each connection of the kind before anything is opened, and that Kafka's client is there. */
@Component
class CheckKafkaSettings implements StartCheck {

    private static final String CLIENT = "org.apache.camel.component.kafka.KafkaClientFactory";

    private final boolean there;

    CheckKafkaSettings() {
        this(ClassUtils.isPresent(CLIENT, CheckKafkaSettings.class.getClassLoader()));
    }

    CheckKafkaSettings(boolean there) {
        this.there = there;
    }

    @Override
    public void check(Environment settings) {
        Setting.hold(NamedConnections.of(settings, Kind.KAFKA)
                .map(each -> (Runnable) () -> check(each))
                .toArray(Runnable[]::new));
    }

    private void check(ConnectionSettings connection) {
        new Setting("waybill.connections.%s.kafka".formatted(connection.name()), null)
                .check(
                        there,
                        "needs Kafka's client, which is not in lib/: unpack the archive whose name ends in"
                                + " -ext-kafka.tar.gz in the hub's folder");
        KafkaSettings.of(connection);
    }
}
