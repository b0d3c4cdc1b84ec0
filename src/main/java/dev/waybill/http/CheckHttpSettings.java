package dev.waybill.http;

import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.settings.Setting;
import dev.waybill.settings.StartCheck;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Checks the settings of each connection of the kind before anything is opened. */
@Component
class CheckHttpSettings implements StartCheck {

    @Override
    public void check(Environment settings) {
        Setting.hold(NamedConnections.of(settings, Kind.HTTP)
                .map(each -> (Runnable) () -> HttpSettings.of(each))
                .toArray(Runnable[]::new));
    }
}
