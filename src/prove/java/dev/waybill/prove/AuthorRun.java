package dev.waybill.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.prove.Publisher.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** {@code bench/author}: how long an author waits for check, tests, plan, publication and roll back, and what senders notice. */
final class AuthorRun extends Scenario {

    private static final int LENGTH = 4;
    private static final int WARM_UP = 60_000;
    private static final int COMMANDS = 5;
    private static final int TESTS = 50;
    private static final int FEW = 200;

    private final MarkedOrders orders;
    private final Random random;
    private final Path data;

    AuthorRun(Options options, Say say, Path data, Path out) {
        super(options, say, data, out);
        this.orders = new MarkedOrders(options.seed());
        this.random = new Random(options.seed());
        this.data = data;
    }

    /** Hubs as they are shipped. */
    @Override
    Map<String, String> settings() {
        return Map.of("JAVA_TOOL_OPTIONS", "", "WAYBILL_PLAN_ENABLED", "true");
    }

    @Override
    boolean play(Ground ground, Courier courier, DatabaseDesk desk)
            throws IOException, InterruptedException, SQLException {
        commands();
        Provider before = provider(courier, 0);
        courier.times();
        Thread.sleep(WARM_UP);
        courier.times();
        Thread.sleep(options.length().toMillis());
        while (courier.acknowledged() < options.events()) {
            Thread.sleep(100);
        }
        Histogram quiet = courier.times();
        say.line("intake, quiet: " + words(quiet));
        plan(ground, options.events(), 60);
        Histogram beside = courier.times();
        say.line("intake beside this plan: %s; p99 is %.1f times the quiet one (limit 2)"
                .formatted(words(beside), p99(beside) / p99(quiet)));
        before.windUp();
        before.finish(UNTIL_ANSWERED);
        awaitQuiet(desk);
        plan(ground, FEW, 5);
        publications(ground, desk);
        return besideLoad(ground, courier, desk);
    }

    /** At a shell: the hubs do nothing meanwhile. */
    private void commands() throws IOException, InterruptedException {
        Shell shell = new Shell();
        Path fifty = Edit.withTests(data.resolve("fifty"), TESTS);
        for (boolean cache : shell.caches()) {
            String how = cache ? "with the start-up cache" : "without the start-up cache";
            say.line("check %s: %s (limit 2 s)".formatted(how, words(shell.times(COMMANDS, cache, "check", "routes"))));
            say.line("%d tests %s: %s (limit 5 s)"
                    .formatted(TESTS, how, words(shell.times(COMMANDS, cache, "test", fifty.toString()))));
        }
    }

    private Provider provider(Courier courier, int more) {
        Provider provider =
                new Provider(courier, () -> orders.nextForErp(LENGTH), new Pace(options.rate()), options.seed() + more);
        provider.start();
        return provider;
    }

    private void plan(Ground ground, int events, int limit) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        JsonNode plan = ground.publisher().plan(0, good(), events);
        say.line("plan of %d events: %d ms, %s, %d compared (limit %d s)"
                .formatted(
                        events,
                        millisSince(begun),
                        plan.path("state").asText().toLowerCase(Locale.ROOT),
                        plan.path("events").asInt(),
                        limit));
    }

    /** With the shipped tests, which a publication runs. */
    private void publications(Ground ground, DatabaseDesk desk) throws IOException, InterruptedException, SQLException {
        List<Long> answers = new ArrayList<>();
        List<Long> published = new ArrayList<>();
        List<Long> back = new ArrayList<>();
        for (int i = 0; i < Math.max(1, options.publications() / 5); i++) {
            int live = desk.liveRevision();
            long begun = System.nanoTime();
            Said said = ground.publisher().publish(i % options.hubs(), good().tested(), live);
            answers.add(millisSince(begun));
            awaitFollowed(ground, desk, said.number());
            published.add(millisSince(begun));
            begun = System.nanoTime();
            ground.publisher().rollBackTo(i % options.hubs(), live);
            awaitFollowed(ground, desk, live);
            back.add(millisSince(begun));
        }
        say.line("publish, answered after check and tests: %s".formatted(words(answers)));
        say.line("publish, live on %d hubs: %s (limit 2 s)".formatted(options.hubs(), words(published)));
        say.line("roll back, live on %d hubs: %s (limit 2 s)".formatted(options.hubs(), words(back)));
    }

    private boolean besideLoad(Ground ground, Courier courier, DatabaseDesk desk)
            throws IOException, InterruptedException, SQLException {
        int sent = courier.acknowledged();
        long refused = courier.refused();
        int edits = ground.receivers().edits();
        courier.times();
        Provider provider = provider(courier, 1);
        long begun = System.nanoTime();
        List<Long> published = new ArrayList<>();
        for (int i = 0; i < options.publications(); i++) {
            long asked = System.nanoTime();
            awaitFollowed(
                    ground,
                    desk,
                    ground.publisher().publish(i % options.hubs(), good(), null).number());
            published.add(millisSince(asked));
        }
        double seconds = millisSince(begun) / 1e3;
        provider.windUp();
        boolean answered = provider.finish(UNTIL_ANSWERED);
        refused = courier.refused() - refused;
        say.line(
                "%d publications beside %.0f webhooks/s: live on %d hubs %s; intake %s; edits that made orders %d; non-2xx %d"
                        .formatted(
                                options.publications(),
                                (courier.acknowledged() - sent) / seconds,
                                options.hubs(),
                                words(published),
                                words(courier.times()),
                                ground.receivers().edits() - edits,
                                refused));
        return expect(answered, "what was sent was not answered") & expect(refused == 0, "webhooks were refused");
    }

    private void awaitFollowed(Ground ground, DatabaseDesk desk, int number) throws InterruptedException, SQLException {
        long deadline = System.nanoTime() + UNTIL_ANSWERED.toNanos();
        while (number == 0 || desk.following(number) < options.hubs()) {
            if (number == 0 || System.nanoTime() > deadline) {
                throw new IllegalStateException("Revision %d does not come: %s"
                        .formatted(number, ground.publisher().report()));
            }
            Thread.sleep(5);
        }
    }

    private Edit good() {
        return Edit.random(random, Edit.Fault.NONE);
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static double p99(Histogram micros) {
        return micros.getValueAtPercentile(99) / 1e3;
    }

    private static String words(Histogram micros) {
        return "p50 %.1f ms, p99 %.1f ms, most %.1f ms of %d"
                .formatted(
                        micros.getValueAtPercentile(50) / 1e3,
                        p99(micros),
                        micros.getMaxValue() / 1e3,
                        micros.getTotalCount());
    }

    private static String words(List<Long> millis) {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return "%d / %d / %d ms (least, median, most of %d)"
                .formatted(sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size());
    }
}
