package dev.waybill.sources;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.waybill.batch.StoreUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("reads the log of the whole JVM")
class SourceDoubtTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Logger log = (Logger) LoggerFactory.getLogger(SourceDoubt.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.setLevel(Level.WARN); // whatever a hub of another test has set
        log.addAppender(lines);
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void a_source_that_verified_and_does_no_more_is_in_doubt_and_says_what_to_do_once() {
        SourceDoubt doubt = doubt(source -> false);
        doubt.verified("covver");
        pass(Duration.ofMinutes(2));

        assertThat(unverified(doubt, 4)).isZero();
        assertThat(unverified(doubt, 20)).isEqualTo(20);

        assertThat(doubt.lasting()).isEqualTo(Map.of("covver", NOW));
        assertThat(gauge()).isEqualTo(1);
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .contains(
                            "No webhook of source covver can be verified any more",
                            "set the new one beside the old",
                            "release the quarantine",
                            "503");
        });
    }

    @Test
    void one_that_verifies_ends_it() {
        SourceDoubt doubt = inDoubt();

        doubt.verified("covver");

        assertThat(doubt.lasting()).isEmpty();
        assertThat(gauge()).isZero();
        assertThat(unverified(doubt, 100)).isZero();
    }

    @Test
    void after_its_time_it_ends_by_itself_and_may_begin_again() {
        SourceDoubt doubt = inDoubt();

        pass(Duration.ofHours(1));

        assertThat(doubt.lasting()).isEmpty();
        assertThat(unverified(doubt, 4)).isZero();
        assertThat(unverified(doubt, 1)).isEqualTo(1);
    }

    @Test
    void a_stranger_raises_none_while_honest_webhooks_verify() {
        SourceDoubt doubt = doubt(source -> true);

        for (int minute = 0; minute < 100; minute++) {
            doubt.verified("covver");
            pass(Duration.ofMinutes(1));
            assertThat(unverified(doubt, 100)).isZero();
        }
    }

    @Test
    void a_source_that_never_verified_is_not_doubted() {
        SourceDoubt doubt = doubt(source -> false);
        pass(Duration.ofDays(1));

        assertThat(unverified(doubt, 100)).isZero();
    }

    @Test
    void after_a_restart_the_inbox_knows_that_it_did() {
        SourceDoubt doubt = doubt(source -> source.equals("covver"));

        assertThat(unverified(doubt, 5)).isZero();
        assertThat(unverified(doubt, 5)).isEqualTo(5);
    }

    @Test
    void an_inbox_that_could_not_say_is_asked_again() {
        var away = new AtomicLong(1);
        SourceDoubt doubt = doubt(source -> {
            if (away.getAndDecrement() > 0) {
                throw new StoreUnavailable("away");
            }
            return true;
        });

        assertThat(unverified(doubt, 6)).isZero();
        assertThat(unverified(doubt, 1)).isEqualTo(1);
    }

    @Test
    void it_can_be_switched_off() {
        SourceDoubt doubt = doubt(source -> true, 0);
        doubt.verified("covver");
        pass(Duration.ofDays(1));

        assertThat(unverified(doubt, 100)).isZero();
    }

    private SourceDoubt inDoubt() {
        SourceDoubt doubt = doubt(source -> false);
        doubt.verified("covver");
        pass(Duration.ofMinutes(2));
        assertThat(unverified(doubt, 5)).isEqualTo(1);
        return doubt;
    }

    private SourceDoubt doubt(Predicate<String> hasAccepted) {
        return doubt(hasAccepted, 5);
    }

    private SourceDoubt doubt(Predicate<String> hasAccepted, int after) {
        return new SourceDoubt(
                new DoubtSettings(after, Duration.ofMinutes(2), Duration.ofHours(1)),
                hasAccepted,
                Runnable::run,
                meters,
                nanos::get,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The number of those that are to come again. */
    private static long unverified(SourceDoubt doubt, int times) {
        return IntStream.range(0, times).filter(i -> doubt.unverified("covver")).count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private double gauge() {
        return meters.get("waybill.inbox.doubt").tag("source", "covver").gauge().value();
    }
}
