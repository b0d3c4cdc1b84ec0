package dev.waybill.console;

import dev.waybill.BadSetting;
import dev.waybill.access.AccessSettings;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.stereotype.Component;

/** Stops the start before a port is opened to others while no user is set: the first password would guard it alone. */
@Component
class LoopbackOnly {

    /** @throws BadSetting if others than this machine could call, or a port of its own went around the door's checks */
    LoopbackOnly(ServerProperties server, ManagementServerProperties management, AccessSettings access) {
        if (!access.hasUsers() && !loopback(server.getAddress())) {
            throw new BadSetting(
                    "MANAGEMENT_ADDRESS",
                    "MANAGEMENT_ADDRESS is not a loopback address, but no users are set: set waybill.console.users, or"
                            + " keep 127.0.0.1 and reach it by SSH.");
        }
        if (management.getPort() != null && !management.getPort().equals(server.getPort())) {
            throw new BadSetting(
                    "management.server.port",
                    "management.server.port opens a port without the management port's checks: unset it, and set"
                            + " MANAGEMENT_PORT.");
        }
    }

    private static boolean loopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }
}
