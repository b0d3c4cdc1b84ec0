package dev.waybill.prove;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.waybill.kit.Slow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The proving run in short, by a seed that freezes a hub, kills one and restarts PostgreSQL early. {@code bench/prove} is the long form. */
@Slow
class ProveIT {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();

    @BeforeEach
    void quiet() {
        root.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        root.setLevel(level);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void nothing_is_lost_reordered_or_doubled_while_everything_falls_over() throws Exception {
        Options options = Options.parse(
                "--seed", "20261146", "--minutes", "0.7", "--hubs", "2", "--events", "500", "--rate", "40");
        assertThat(Prove.run(options, new Say(System.out)))
                .as("proven; what was found stands above")
                .isTrue();
    }
}
