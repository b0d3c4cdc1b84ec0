package dev.waybill.management;

import dev.waybill.accounts.AccessSettings;
import dev.waybill.settings.Setting;
import dev.waybill.settings.StartCheck;
import java.net.InetAddress;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Requires a loopback address for the management port while no user is set. The first password would be the only guard.
 * Refuses a second management port, which would bypass the checks of this one.
 */
@Component
class LoopbackOnly implements StartCheck {

    @Override
    public void check(Environment settings) {
        Binder binder = Binder.get(settings);
        InetAddress address = binder.bind("server.address", InetAddress.class).orElse(null);
        Integer port = binder.bind("server.port", Integer.class).orElse(null);
        Integer second = binder.bind("management.server.port", Integer.class).orElse(null);
        boolean guarded = hasUsers(binder) || address != null && address.isLoopbackAddress();
        Setting.hold(
                () -> new Setting("MANAGEMENT_ADDRESS", null)
                        .check(
                                guarded,
                                "is not a loopback address, but no users are set: set waybill.console.users, or"
                                        + " keep 127.0.0.1 and reach it by SSH"),
                () -> new Setting("management.server.port", null)
                        .check(
                                second == null || second.equals(port),
                                "opens a second port without the checks of the management port: unset it, and set"
                                        + " MANAGEMENT_PORT"));
    }

    private static boolean hasUsers(Binder binder) {
        try {
            return binder.bindOrCreate("waybill.console", AccessSettings.class).hasUsers();
        } catch (BindException toldAlready) {
            return true;
        }
    }
}
