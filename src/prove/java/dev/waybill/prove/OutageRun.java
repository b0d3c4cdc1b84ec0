package dev.waybill.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.sandbox.ErpMode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ERP was away for longer than the hub tries: tens of thousands of deliveries are DEAD. They are replayed by a
 * filter, as one job with a throttle, while hubs are killed.
 */
final class OutageRun extends Scenario {

    private static final int LONG_ORDERS = 500;
    private static final int LENGTH = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final MarkedOrders orders;
    private final int perSecond;

    OutageRun(Options options, Say say, Path data, Path out) {
        super(options, say, data, out);
        this.orders = new MarkedOrders(options.seed());
        this.perSecond = Math.max(10, options.events() / 100);
    }

    /** Two hours of tries in a second; the circuit, which would spare them, stays out of it. */
    @Override
    Map<String, String> settings() {
        return Map.of(
                "WAYBILL_OUTBOX_MAX_ATTEMPTS", "2",
                "WAYBILL_OUTBOX_BACKOFF_FIRST", "100ms",
                "WAYBILL_OUTBOX_CONCURRENCY", "16",
                "WAYBILL_OUTBOX_CIRCUIT_FAILURES", "0");
    }

    @Override
    boolean play(Ground ground, Courier courier, DatabaseDesk desk)
            throws IOException, InterruptedException, SQLException {
        letThemDie(ground, courier, desk);
        ReplayDesk replays = new ReplayDesk(ground.hubs());
        JsonNode preview = replays.preview("erp", perSecond);
        long matched = preview.path("count").asLong(-1);
        long id = preview.at("/job/id").asLong();
        long begun = clock();
        replays.start(id);
        Allowance allowance = new Allowance(perSecond);
        boolean one = false;
        boolean all = false;
        while (true) {
            JsonNode job = replays.job(id);
            long replayed = job.path("replayed").asLong();
            allowance.note(clock(), replayed);
            if (job.path("state").asText().equals("DONE")) {
                break;
            }
            if (!one && replayed > matched / 3) {
                one = true;
                killAndLaunch(ground, replayed, 1);
            } else if (!all && replayed > matched * 2 / 3) {
                all = true;
                killAndLaunch(ground, replayed, ground.hubs().size());
            }
            if (clock() - begun > PATIENCE.toMillis()) {
                return expect(false, "the job does not end: " + job);
            }
            Thread.sleep(250);
        }
        say.line("the job replayed %d in %.0f s".formatted(allowance.latest(), (clock() - begun) / 1e3));
        return expect(matched == options.events(), "the preview counted %d".formatted(matched))
                & expect(
                        allowance.latest() == matched,
                        "the job replayed %d of %d".formatted(allowance.latest(), matched))
                & expect(one && all, "the job was too fast to be interrupted twice")
                & expect(allowance.kept(), "the throttle did not hold: " + allowance.worst());
    }

    private void letThemDie(Ground ground, Courier courier, DatabaseDesk desk)
            throws InterruptedException, SQLException {
        ground.receivers().erp().mode(ErpMode.DOWN);
        SplittableRandom random = new SplittableRandom(options.seed());
        int many = options.events();
        int oneIn = Math.max(1, many / LONG_ORDERS);
        Burst.send(
                courier,
                Stream.generate(() -> orders.nextForErp(random.nextInt(oneIn) == 0 ? LENGTH : 1))
                        .limit(many)
                        .iterator());
        say.line("%d events of %d orders are acknowledged".formatted(courier.acknowledged(), many));
        long begun = clock();
        while (desk.dead() < many) {
            if (clock() - begun > PATIENCE.toMillis()) {
                throw new IllegalStateException("They do not die:\n" + desk.stuck());
            }
            Thread.sleep(1000);
        }
        say.line("%d are DEAD, %d wait behind them; the ERP is back".formatted(many, courier.acknowledged() - many));
        ground.receivers().erp().mode(ErpMode.OK);
    }

    private void killAndLaunch(Ground ground, long replayed, int count) throws IOException, InterruptedException {
        say.line("%d replayed: kill -9 of %d of %d hubs"
                .formatted(replayed, count, ground.hubs().size()));
        try {
            new Fault.KillHubs(IntStream.range(0, count).boxed().toList(), Duration.ZERO).befall(ground);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
