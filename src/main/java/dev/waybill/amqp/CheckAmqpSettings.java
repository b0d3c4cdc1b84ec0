package dev.waybill.amqp;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.settings.Setting;
import dev.waybill.settings.StartCheck;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** Checks the settings of each connection of the kind before anything is opened, and that the client is there. */
@Component
class CheckAmqpSettings implements StartCheck {

    private static final String CLIENT = "org.apache.qpid.jms.JmsConnectionFactory";

    private final boolean there;

    CheckAmqpSettings() {
        this(ClassUtils.isPresent(CLIENT, CheckAmqpSettings.class.getClassLoader()));
    }

    CheckAmqpSettings(boolean there) {
        this.there = there;
    }

    @Override
    public void check(Environment settings) {
        Setting.hold(NamedConnections.of(settings, Kind.AMQP)
                .map(each -> (Runnable) () -> check(each))
                .toArray(Runnable[]::new));
    }

    private void check(ConnectionSettings connection) {
        new Setting("waybill.connections.%s.amqp".formatted(connection.name()), null)
                .check(
                        there,
                        "needs the client for AMQP, which is not in lib/: unpack the archive whose name ends in"
                                + " -ext-amqp.tar.gz in the hub's folder");
        AmqpSettings.of(connection);
    }
}
