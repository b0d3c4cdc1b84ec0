package dev.waybill.health;

import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the route of a destination that has none of its settings from starting: its deliveries wait and are counted, and
 * nothing fails. This is no pause by an operator, and isn't stored.
 */
public class PausedWithoutSettings extends RoutePolicySupport {

    private static final Logger LOG = LoggerFactory.getLogger(PausedWithoutSettings.class);

    private final boolean configured;
    private final String settings;

    /**
     * @param configured whether the destination has its settings
     * @param settings which settings, as the operator knows them
     */
    public PausedWithoutSettings(boolean configured, String settings) {
        this.configured = configured;
        this.settings = settings;
    }

    @Override
    public void onInit(Route route) {
        if (!configured) {
            route.setAutoStartup(false);
            LOG.warn(
                    "Destination {} starts paused: none of {} is set. Its deliveries wait until they are.",
                    route.getRouteId(),
                    settings);
        }
    }
}
