package dev.waybill.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {

    private final AtomicBoolean answers = new AtomicBoolean(true);
    private final AtomicBoolean stores = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Semaphore questions = new Semaphore(Integer.MAX_VALUE);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DatabaseOutage outage = new DatabaseOutage(new TestProbe(this::answer, stores::get), meters);

    @AfterEach
    void stop() {
        outage.stop();
    }

    @Test
    void a_broken_connection_begins_it_at_once_and_an_answer_ends_it() {
        answers.set(false);
        outage.atBegin(refused::incrementAndGet);
        outage.begin("the connection broke");
        outage.begin("another one");

        assertThat(outage.lasts()).isTrue();
        assertThat(refused).hasValue(1);
        assertThat(meters.get("waybill.inbox.outage").gauge().value()).isEqualTo(1);
        outage.start();
        await().until(() -> asked.get() >= 2);
        assertThat(outage.lasts()).isTrue();

        answers.set(true);
        await().until(() -> !outage.lasts());
        assertThat(meters.get("waybill.inbox.outage").gauge().value()).isZero();
    }

    @Test
    void a_database_that_is_full_has_to_store_again_before_it_ends() {
        stores.set(false);
        outage.beginFull("could not extend file: No space left on device");
        outage.start();

        await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(20)).until(outage::lasts);
        assertThat(asked).as("asked whether it merely answers").hasValue(0);
        assertThat(outage.reason()).isEqualTo("The database can't store data");

        stores.set(true);
        await().until(() -> !outage.lasts());
    }

    @Test
    void it_ends_even_if_those_who_wait_could_not_be_told_of_it() {
        answers.set(false);
        outage.atBegin(() -> {
            throw new IllegalStateException("nobody could be told");
        });
        outage.start();
        outage.doubt();
        await().until(() -> outage.lasts() && asked.get() >= 3);

        answers.set(true);
        await().until(() -> !outage.lasts());
    }

    @Test
    void a_doubt_alone_refuses_nobody_and_asks_no_more_than_once_a_second() {
        outage.atBegin(refused::incrementAndGet);
        outage.start();
        outage.doubt();
        await().until(() -> asked.get() == 1);
        for (int i = 0; i < 100; i++) {
            outage.doubt();
        }
        assertThat(outage.lasts()).isFalse();
        assertThat(refused).hasValue(0);
        await().during(Duration.ofMillis(200)).until(() -> asked.get() == 1);
    }

    @Test
    void a_doubt_that_nobody_dispels_is_an_outage() {
        answers.set(false);
        outage.start();
        outage.doubt();
        await().until(outage::lasts);
    }

    @Test
    void an_answer_to_a_question_from_before_the_failure_does_not_end_it() {
        questions.drainPermits();
        outage.begin("the connection broke");
        outage.start();
        await().until(questions::hasQueuedThreads); // the probe is under way
        outage.begin("and again, after the probe's question");
        questions.release(1);
        await().until(() -> asked.get() == 1 && questions.hasQueuedThreads());

        assertThat(outage.lasts()).isTrue();
        questions.release(1);
        await().until(() -> !outage.lasts());
    }

    @Test
    void a_probe_that_throws_is_repeated() {
        var fragile = new DatabaseOutage(
                new TestProbe(() -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("a bug");
                    }
                    return true;
                }),
                new SimpleMeterRegistry());
        fragile.begin("the connection broke");
        fragile.start();
        await().until(() -> !fragile.lasts());
        fragile.stop();
    }

    private boolean answer() {
        questions.acquireUninterruptibly();
        asked.incrementAndGet();
        return answers.get();
    }
}
