package dev.waybill.health;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Within;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rules for opening a destination's circuit, and for trying the destination until it answers again.
 *
 * @param failures the number of consecutive unreachable hand-overs on one node until the circuit opens; 0 for never
 * @param probe the pause before the first probe; doubles with each further one
 * @param probeMost the longest pause between two probes
 * @param successes the number of answers until the circuit closes, including the probe's
 */
public record CircuitRules(
        @DefaultValue("10") @Range(min = 0, max = 1_000_000) int failures,
        @DefaultValue("1s") @Within(min = "1ms", max = "1d") Duration probe,

        @DefaultValue("30s") @Within(min = "1ms", max = "1d")
        Duration probeMost,

        @DefaultValue("5") @Range(min = 1, max = 1000) int successes) {

    public CircuitRules {
        check(failures >= 0, "failures", "must not be negative; 0 is for never");
        check(probe.toMillis() >= 1 && probeMost.compareTo(probe) >= 0, "probe", "must be positive, up to probe-most");
        check(successes >= 1, "successes", "must be at least 1");
    }

    private static void check(boolean right, String name, String wrong) {
        if (!right) {
            String setting = "waybill.outbox.circuit." + name;
            throw new BadSetting(setting, setting + " (or an endpoint's option for it) " + wrong + ".");
        }
    }
}
