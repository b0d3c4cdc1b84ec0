package dev.waybill.health;

import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the route of a destination without settings from starting: its deliveries wait and are counted, and nothing
 * fails. It is not an operator's pause, and is not stored.
 */
public class PausedWithoutSettings extends RoutePolicySupport {

    private static final Logger LOG = LoggerFactory.getLogger(PausedWithoutSettings.class);

    private final boolean configured;
    private final String settings;

    /**
     * @param configured true if the destination has its settings
     * @param settings the names of the settings, as the operator knows them
     */
    public PausedWithoutSettings(boolean configured, String settings) {
        this.configured = configured;
        this.settings = settings;
    }

    /** True if the route must not be started, because what it speaks to has no settings. */
    public static boolean keeps(Route route) {
        return route.getRoutePolicyList().stream()
                .anyMatch(policy -> policy instanceof PausedWithoutSettings pause && !pause.configured);
    }

    @Override
    public void onInit(Route route) {
        if (!configured) {
            route.setAutoStartup(false);
            LOG.warn(
                    "Destination {} starts paused: none of {} is set. Its deliveries wait until these are set.",
                    route.getRouteId(),
                    settings);
        }
    }
}
