package dev.waybill.database;

import dev.waybill.BadSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database, and how many connections.
 *
 * @param mode {@code auto}: the server of SPRING_DATASOURCE_URL, an embedded one without it; {@code external}: a missing
 *     URL stops the start; {@code embedded}: a URL stops the start
 * @param waitAtStart how long a start waits for a server that is away
 * @param generalConnections of the console, health and housekeeping, at most
 * @param intakeConnections of the two writers and two to spare, for what is not an accepted event
 * @param queueConnections of the router and the outbox workers
 * @param searchConnections of what operators look for, and of what it is looked up in; one less is how many search at once
 */
@ConfigurationProperties("waybill.database")
record DatabaseSettings(
        @DefaultValue("auto") String mode,
        @DefaultValue("60s") Duration waitAtStart,
        @DefaultValue("10") int generalConnections,
        @DefaultValue("4") int intakeConnections,
        @DefaultValue("10") int queueConnections,
        @DefaultValue("4") int searchConnections) {

    DatabaseSettings {
        atLeast("general-connections", generalConnections, 2);
        atLeast("intake-connections", intakeConnections, 3);
        atLeast("queue-connections", queueConnections, 2);
        atLeast("search-connections", searchConnections, 2);
    }

    /**
     * Whether the database is the operator's own.
     *
     * @param urlGiven whether SPRING_DATASOURCE_URL is set
     * @throws BadSetting if mode and URL contradict each other
     */
    boolean external(boolean urlGiven) {
        return switch (mode) {
            case "auto" -> urlGiven;
            case "external" -> {
                if (!urlGiven) {
                    throw new BadSetting(
                            "SPRING_DATASOURCE_URL",
                            "WAYBILL_DATABASE is external, but SPRING_DATASOURCE_URL is not set: name the server.");
                }
                yield true;
            }
            case "embedded" -> {
                if (urlGiven) {
                    throw new BadSetting(
                            "WAYBILL_DATABASE",
                            "WAYBILL_DATABASE is embedded, but SPRING_DATASOURCE_URL names a server: unset one of"
                                    + " them.");
                }
                yield false;
            }
            default -> throw new BadSetting("WAYBILL_DATABASE", "WAYBILL_DATABASE is auto, external or embedded.");
        };
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new BadSetting(
                    "waybill.database." + name, "waybill.database.%s is %d or more.".formatted(name, least));
        }
    }
}
