package dev.waybill.smtp;

import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.settings.Setting;
import dev.waybill.settings.StartCheck;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Checks the settings of each connection of the kind before anything is opened. */
@Component
class CheckSmtpSettings implements StartCheck {

    @Override
    public void check(Environment settings) {
        Setting.hold(NamedConnections.of(settings, Kind.SMTP)
                .map(each -> (Runnable) () -> SmtpSettings.of(each))
                .toArray(Runnable[]::new));
    }
}
