package dev.waybill.siege;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The siege in short. {@code bench/siege} is the long form. Linux gives a process many loopback addresses, and shows its vitals. */
@Slow
@EnabledOnOs(OS.LINUX)
class HostileDoorIT {

    /** As long as a client waits: a bound on time would judge the machine. */
    private static final Duration ANY = Duration.ofSeconds(15);

    private static final int IDLE = 2000;
    private static final double SECONDS = 4;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void strangers_cost_honest_senders_nothing(@TempDir Path folder) throws Exception {
        SiegeRun siege = new SiegeRun(new Report(System.out), new Promises(Promises.MOST_RESIDENT, ANY), folder);
        assertThat(siege.go(console -> Phase.brief(new Arsenal(IDLE, console), SECONDS), 1))
                .as("broken promises")
                .isEmpty();
    }
}
