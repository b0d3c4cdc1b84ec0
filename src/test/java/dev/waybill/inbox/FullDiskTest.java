package dev.waybill.inbox;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.waybill.availability.IntakeHealth;
import dev.waybill.kit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real disk of some megabytes, for the bodies: when it is full the hub says so, and takes webhooks again by itself. */
class FullDiskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FULL_LONG_BEFORE = 1000;

    private final Random random = new Random(1);
    private Path disk;
    private TestIntake intake;

    @BeforeEach
    void put_the_bodies_on_a_small_disk() throws Exception {
        disk = Files.createTempDirectory("small-disk");
        assumeTrue(mount("-t", "tmpfs", "-o", "size=4m", "tmpfs"), "nobody but root may mount a small disk");
        intake = new TestIntake(TestPostgres.fresh());
        intake.jdbc.sql("CREATE TABLESPACE small_disk LOCATION '" + disk + "'").update();
        intake.jdbc.sql("ALTER TABLE inbox_body SET TABLESPACE small_disk").update();
    }

    @AfterEach
    void take_it_away() throws Exception {
        if (intake != null) {
            intake.jdbc.sql("TRUNCATE inbox_body").update();
            intake.jdbc.sql("ALTER TABLE inbox_body SET TABLESPACE pg_default").update();
            intake.jdbc.sql("DROP TABLESPACE small_disk").update();
            intake.close();
            run("umount", "-l", disk.toString());
        }
    }

    @Test
    void a_full_disk_is_an_outage_until_there_is_room_again() throws Exception {
        assertThat(send("while there is room")).isInstanceOf(IntakeOutcome.Stored.class);

        int sent = 0;
        IntakeOutcome last;
        do {
            last = send("fills-" + sent);
            assertThat(++sent).isLessThan(FULL_LONG_BEFORE);
        } while (!intake.outage.lasts());
        assertThat(last).isNotInstanceOf(IntakeOutcome.Stored.class);
        assertThat(new IntakeHealth(intake.outage).health().getDetails())
                .containsEntry("reason", "The database can't store data");
        assertThat(intake.meters.get("waybill.inbox.outage").gauge().value()).isEqualTo(1);
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(intake.outage::lasts);

        assertThat(mount("-o", "remount,size=64m")).isTrue();
        await().atMost(PATIENCE).until(() -> !intake.outage.lasts());
        assertThat(intake.meters.get("waybill.inbox.outage").gauge().value()).isZero();
        assertThat(send("there is room again")).isInstanceOf(IntakeOutcome.Stored.class);
    }

    private IntakeOutcome send(String key) {
        return ArrivalContext.withArrival(intake.stored(arrival(key, body()))).outcome();
    }

    /** Takes its whole length on the disk. */
    private String body() {
        return random.ints(60_000, ' ', '~' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private boolean mount(String... options) throws IOException, InterruptedException {
        String[] command = new String[options.length + 2];
        command[0] = "mount";
        System.arraycopy(options, 0, command, 1, options.length);
        command[command.length - 1] = disk.toString();
        return run(command);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            return false; // there is no such program here
        }
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
