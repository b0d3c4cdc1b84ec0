package dev.waybill.replay;

import static dev.waybill.replay.TestReplay.COMMAND;
import static dev.waybill.replay.TestReplay.request;
import static dev.waybill.replay.TestReplay.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.LaneDriver.Result;
import dev.waybill.operator.CommandResult;
import dev.waybill.replay.MatchPreview.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator commands jobs, and hears when a command can't be done. */
class ReplayCommandsTest {

    private final TestReplay replay = new TestReplay();

    @Test
    void a_preview_counts_exactly_and_shows_the_oldest() {
        for (int i = 0; i < 12; i++) {
            replay.route("key" + i, "g" + i, "erp");
        }
        replay.handOver("erp", Result.REFUSED);
        replay.route("pending", "x", "erp");

        PreviewResult.Made made = replay.preview(request("DEAD"));

        assertThat(made.job())
                .extracting(ReplayJob::state, ReplayJob::matched, ReplayJob::who, ReplayJob::replayed)
                .containsExactly("PREVIEWED", 12L, "night shift", 0L);
        assertThat(made.sample()).hasSize(10).isSortedAccordingTo(Comparator.comparing(Sample::event));
        assertThat(made.sample().getFirst())
                .extracting(Sample::event, Sample::type, Sample::messageGroup, Sample::state, Sample::lastError)
                .containsExactly(1L, "OrderPlaced", "g0", "DEAD", "so the script says");
        assertThat(replay.audit()).containsExactly("night shift preview replay");
    }

    @Test
    void a_preview_of_nothing_is_a_job_that_ends_at_once() {
        assertThat(replay.preview(request("DEAD")).job().matched()).isZero();
        replay.route("pending", "x", "erp");
        for (String state : List.of("DEAD", "DELIVERED")) {
            assertThat(replay.finish(replay.started(request(state))))
                    .extracting(ReplayJob::state, ReplayJob::replayed)
                    .containsExactly("DONE", 0L);
        }
    }

    @Test
    void counting_that_takes_too_long_stores_nothing() {
        CompletableFuture<Void> locked = new CompletableFuture<>();
        CompletableFuture<Void> enough = new CompletableFuture<>();
        var blocker = CompletableFuture.runAsync(() -> replay.transaction.executeWithoutResult(status -> {
            replay.jdbc.sql("LOCK TABLE outbox_delivery").update();
            locked.complete(null);
            enough.orTimeout(20, TimeUnit.SECONDS).join();
        }));
        locked.join();
        assertThat(replay.jobs(Duration.ofMillis(100)).preview(request("DEAD"), COMMAND))
                .isInstanceOf(PreviewResult.TooMuch.class);
        enough.complete(null);
        blocker.join();
        assertThat(replay.jobs.newest(10)).isEmpty();
        assertThat(replay.audit()).isEmpty();
    }

    static Stream<Arguments> unfit() {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        return Stream.of(
                Arguments.of(asked("nowhere", null, null, null, "DEAD", "nowhere", 1), "no destination nowhere"),
                Arguments.of(asked("erp", null, null, null, "DEAD", "nowhere", 1), "nowhere has no route"),
                Arguments.of(asked("erp", null, null, null, "DEAD", "closed", 1), "closed has no route"),
                Arguments.of(asked("erp", "a\0b", null, null, "DEAD", "erp", 1), "U+0000"),
                Arguments.of(asked("erp", null, noon, noon, "DEAD", "erp", 1), "from is not before to"),
                Arguments.of(asked("erp", null, noon, noon.minusSeconds(1), "DEAD", "erp", 1), "from is not before to"),
                Arguments.of(asked("erp", null, Instant.MIN, null, "DEAD", "erp", 1), "years"),
                Arguments.of(asked("erp", null, null, Instant.MAX, "DEAD", "erp", 1), "years"),
                Arguments.of(asked("erp", null, null, null, "dead", "erp", 1), "states takes"),
                Arguments.of(asked("erp", null, null, null, "DEAD", "erp", 0), "perSecond is 0"),
                Arguments.of(asked("erp", null, null, null, "DEAD", "erp", 10_001), "1 to 10000"),
                Arguments.of(new ReplayRequest("erp", null, null, null, Set.of(), "erp", 1), "states takes"),
                Arguments.of(
                        new ReplayRequest("erp", null, null, null, Set.of("DEAD"), "erp", 1, JobAction.REPLAY, null, 0),
                        "revision is 0; revisions begin with 1"),
                Arguments.of(chosen(JobAction.SKIP, "PENDING", "erp", null), "Only DEAD deliveries can be skipped"),
                Arguments.of(chosen(JobAction.SKIP, "DEAD", "email", null), "only at their own destination"),
                Arguments.of(chosen(JobAction.REPLAY, "DELIVERED", "erp", "400 #"), "selected by their error"),
                Arguments.of(chosen(JobAction.REPLAY, "DEAD", "erp", "a\0b"), "U+0000"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void a_request_that_makes_no_sense_is_told_why_and_stores_nothing(ReplayRequest request, String sentence) {
        assertThat(replay.jobs.preview(request, COMMAND))
                .isInstanceOfSatisfying(
                        PreviewResult.Unfit.class,
                        unfit -> assertThat(unfit.sentence()).contains(sentence));
        assertThat(replay.jobs.newest(10)).isEmpty();
        assertThat(replay.audit()).isEmpty();
    }

    @Test
    void what_may_act_twice_needs_a_confirmation() {
        for (ReplayRequest request : List.of(request("DELIVERED"), request("DEAD", "SKIPPED"), to("email", "DEAD"))) {
            long id = replay.preview(request).job().id();
            assertThat(replay.jobs.start(id, COMMAND, false)).isInstanceOf(CommandResult.NeedsConfirmation.class);
            assertThat(replay.job(id).state()).isEqualTo("PREVIEWED");
        }
        long id = replay.preview(request("DEAD", "PENDING")).job().id();
        assertThat(replay.jobs.start(id, COMMAND, false)).isInstanceOf(CommandResult.Done.class);
        assertThat(replay.audit()).filteredOn(row -> row.contains("start")).hasSize(1);
    }

    @Test
    void starting_again_changes_nothing() {
        long id = replay.started(request("DEAD"));
        assertThat(replay.jobs.start(id, COMMAND, false)).isInstanceOf(CommandResult.Done.class);
        assertThat(replay.audit()).filteredOn(row -> row.contains("start")).hasSize(1);
        replay.finish(id);
        assertThat(replay.jobs.start(id, COMMAND, false)).isInstanceOf(CommandResult.NotPossible.class);
    }

    @Test
    void of_two_jobs_between_the_same_two_one_runs() throws Exception {
        List<Long> ids = Stream.generate(
                        () -> replay.preview(request("DEAD")).job().id())
                .limit(4)
                .toList();
        CyclicBarrier together = new CyclicBarrier(ids.size());
        List<CompletableFuture<CommandResult>> starts = ids.stream()
                .map(id -> CompletableFuture.supplyAsync(
                        () -> {
                            meet(together);
                            return replay.jobs.start(id, COMMAND, false);
                        },
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        List<CommandResult> results = starts.stream()
                .map(start -> start.orTimeout(20, TimeUnit.SECONDS).join())
                .toList();
        assertThat(results).filteredOn(CommandResult.Done.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(CommandResult.NotPossible.class::isInstance)
                .hasSize(3)
                .allMatch(result -> result.toString().contains("Another job"));
        assertThat(replay.jobs.newest(10))
                .extracting(ReplayJob::state)
                .containsOnlyOnce("RUNNING")
                .contains("PREVIEWED");
        assertThat(replay.jobs.start(replay.preview(to("email", "DEAD")).job().id(), COMMAND, true))
                .isInstanceOf(CommandResult.Done.class);
    }

    @Test
    void a_job_is_cancelled_once_and_not_after_its_end() {
        long preview = replay.preview(request("DEAD")).job().id();
        assertThat(replay.jobs.cancel(preview, COMMAND)).isInstanceOf(CommandResult.Done.class);
        assertThat(replay.jobs.cancel(preview, COMMAND)).isInstanceOf(CommandResult.Done.class);
        assertThat(replay.audit()).filteredOn(row -> row.contains("cancel")).hasSize(1);
        assertThat(replay.jobs.start(preview, COMMAND, false)).isInstanceOf(CommandResult.NotPossible.class);
        assertThat(replay.jobs.throttle(preview, 5, COMMAND)).isInstanceOf(CommandResult.NotPossible.class);

        long done = replay.started(request("DEAD"));
        replay.finish(done);
        assertThat(replay.jobs.cancel(done, COMMAND)).isInstanceOf(CommandResult.NotPossible.class);
        assertThat(replay.jobs.throttle(done, 0, COMMAND).toString()).contains("perSecond is 0");
        assertThat(replay.jobs.start(999, COMMAND, false)).isInstanceOf(CommandResult.NotFound.class);
    }

    @Test
    void the_end_of_a_job_is_audited_in_the_name_of_who_started_it() {
        replay.route("first", "a", "erp");
        replay.handOver("erp", Result.REFUSED);
        replay.finish(replay.started(request("DEAD")));
        assertThat(replay.audit())
                .containsExactly("night shift preview replay", "night shift start replay", "night shift end replay");
        assertThat(replay.jdbc
                        .sql("SELECT reason FROM audit WHERE verb = 'end'")
                        .query(String.class)
                        .single())
                .isEqualTo("1 replayed");
    }

    @Test
    void a_preview_that_nobody_starts_is_removed_after_a_day() {
        long old = replay.preview(request("DEAD")).job().id();
        long started = replay.started(request("DEAD"));
        replay.jdbc
                .sql("UPDATE replay_job SET created_at = now() - interval '25 hours'")
                .update();
        long young = replay.preview(request("DEAD")).job().id();
        replay.tick(replay.node);
        assertThat(replay.jobs.newest(10)).extracting(ReplayJob::id).containsExactly(young, started);
        assertThat(replay.jobs.find(old)).isEmpty();
        assertThat(replay.metrics.get("waybill.replay.running").gauge().value()).isEqualTo(1);
    }

    private static ReplayRequest asked(
            String destination, String type, Instant from, Instant to, String state, String target, int perSecond) {
        return new ReplayRequest(destination, type, from, to, Set.of(state), target, perSecond);
    }

    private static ReplayRequest chosen(JobAction verb, String state, String target, @Nullable String error) {
        return new ReplayRequest("erp", null, null, null, Set.of(state), target, 1, verb, error, null);
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
