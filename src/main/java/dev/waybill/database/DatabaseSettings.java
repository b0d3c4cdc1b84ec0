package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Within;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The choice of the database, and the sizes of the connection pools.
 *
 * @param mode {@code auto}: the server of SPRING_DATASOURCE_URL, or an embedded one without it; {@code external}: a
 *     missing URL stops the start; {@code embedded}: a URL stops the start
 * @param waitAtStart longest time that a start waits for a server that is away
 * @param generalConnections limit for the console, health and housekeeping
 * @param intakeConnections limit for the two writers, the three of the quarantine and one for the probe
 * @param queueConnections limit for the router and the outbox workers
 * @param searchConnections limit for operators' searches and for the search index; one less is the number of searches
 *     that run at once
 */
@Validated
@ConfigurationProperties("waybill.database")
record DatabaseSettings(
        @DefaultValue("auto")
        @Pattern(regexp = "auto|external|embedded", message = "must be auto, external or embedded")
        String mode,

        @DefaultValue("60s") @Within(min = "0s", max = "1d") Duration waitAtStart,
        @DefaultValue("10") @Range(min = 2, max = 100) int generalConnections,
        @DefaultValue("6") @Range(min = 4, max = 100) int intakeConnections,
        @DefaultValue("10") @Range(min = 2, max = 100) int queueConnections,
        @DefaultValue("4") @Range(min = 2, max = 100) int searchConnections) {

    /**
     * True if the database is the operator's own.
     *
     * @param urlGiven true if SPRING_DATASOURCE_URL is set
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
            default -> throw new IllegalStateException("Checked when it was bound: " + mode);
        };
    }
}
