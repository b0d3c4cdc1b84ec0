package dev.waybill.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.listener.TestDoor;
import dev.waybill.signature.ReserializedCheck.VerifierBusy;
import dev.waybill.sources.SourceSecret;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReserializedCheckTest {

    private static final byte[] INDENTED = "{ \"n\": 6 }".getBytes(UTF_8);
    private static final List<SourceSecret> SECRETS = List.of(SourceSecret.of("first", "first secret"));
    private static final String RIGHT = TestDoor.sign("{\"n\":6}".getBytes(UTF_8), "first secret");
    private static final String WRONG = TestDoor.sign("{\"n\":7}".getBytes(UTF_8), "first secret");

    private final AtomicLong nanos = new AtomicLong();
    private final ReserializedCheck check = new ReserializedCheck(nanos::get);

    @AfterEach
    void close() {
        check.close();
    }

    @Test
    void a_body_that_was_indented_on_its_way_is_verified() throws Exception {
        assertThat(verify(RIGHT).get().secretId()).isEqualTo("first");
        assertThat(verify(WRONG).get()).isNull();
    }

    @Test
    void two_are_checked_at_once_the_next_waits_its_turn() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(ReserializedCheck.AT_ONCE);
        CountDownLatch goOn = new CountDownLatch(1);
        for (int i = 0; i < ReserializedCheck.AT_ONCE; i++) {
            check.verify(INDENTED, Claims.covver(RIGHT), SECRETS, result -> {
                inside.incrementAndGet();
                both.countDown();
                await(goOn);
                inside.decrementAndGet();
            });
        }
        await(both);
        CompletableFuture<Integer> seenByThird = new CompletableFuture<>();
        check.verify(INDENTED, Claims.covver(RIGHT), SECRETS, result -> seenByThird.complete(inside.get()));
        assertThat(seenByThird).isNotDone();

        goOn.countDown();

        assertThat(seenByThird.get(10, TimeUnit.SECONDS)).isLessThan(ReserializedCheck.AT_ONCE);
    }

    @Test
    void who_waits_too_long_is_put_off_without_work() {
        CountDownLatch goOn = new CountDownLatch(1);
        for (int i = 0; i < ReserializedCheck.AT_ONCE; i++) {
            check.verify(INDENTED, Claims.covver(RIGHT), SECRETS, result -> await(goOn));
        }
        CompletableFuture<Verified> third = verify(RIGHT);

        nanos.addAndGet(ReserializedCheck.PATIENCE.toNanos() + 1);
        goOn.countDown();

        assertPutOff(third);
    }

    @Test
    void a_hub_that_stops_puts_off() {
        check.close();

        assertPutOff(verify(RIGHT));
    }

    private CompletableFuture<Verified> verify(String signature) {
        CompletableFuture<Verified> verified = new CompletableFuture<>();
        check.verify(INDENTED, Claims.covver(signature), SECRETS, result -> {
            try {
                verified.complete(result.verified());
            } catch (RuntimeException e) {
                verified.completeExceptionally(e);
            }
        });
        return verified;
    }

    private static void assertPutOff(CompletableFuture<Verified> verified) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> verified.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(VerifierBusy.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
