package dev.waybill.connections;

import dev.waybill.settings.StartCheck;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Checks the names and kinds of the connections before anything is opened. */
@Component
class CheckConnections implements StartCheck {

    @Override
    public void check(Environment settings) {
        NamedConnections.in(settings);
    }
}
