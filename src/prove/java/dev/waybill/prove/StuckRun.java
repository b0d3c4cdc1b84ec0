package dev.waybill.prove;

import dev.waybill.prove.MarkedOrders.Event;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One order that the ERP chokes on, on its 20th retry and with events waiting behind it, beside thousands of others:
 * rounds with it and rounds without it, in turn, and what passes a second in each.
 */
final class StuckRun extends Scenario {

    private static final int ROUNDS = 8;
    private static final int RETRIES = 20;
    private static final int BEHIND = 20;
    private static final double WITHIN_NOISE = 0.85;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String ATTEMPTS_OF_STUCK =
            "SELECT coalesce(max(attempts), 0) FROM outbox_delivery WHERE destination = 'erp' AND state = 'PENDING'";

    private final MarkedOrders orders;

    StuckRun(Options options, Say say, Path data, Path out) {
        super(options, say, data, out);
        this.orders = new MarkedOrders(options.seed());
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "WAYBILL_OUTBOX_BACKOFF_FIRST", "100ms",
                "WAYBILL_OUTBOX_BACKOFF_MOST", "500ms",
                "WAYBILL_OUTBOX_MAX_ATTEMPTS", "100000");
    }

    @Override
    boolean play(Ground ground, Courier courier, DatabaseDesk desk) throws InterruptedException, SQLException {
        int count = options.events() / 2 / ROUNDS;
        pass(ground, courier, count); // warms the hubs up, and is not counted
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            boolean stuckFirst = i % 2 == 1; // what drifts hits both alike
            (stuckFirst ? with : without).add(round(ground, courier, desk, count, stuckFirst));
            (stuckFirst ? without : with).add(round(ground, courier, desk, count, !stuckFirst));
            say.line("round %d: %.0f orders a second without a stuck one, %.0f with it"
                    .formatted(i + 1, without.getLast(), with.getLast()));
        }
        // pair by pair: on a shared machine the minutes differ more than the two of a pair
        double ratio = median(IntStream.range(0, ROUNDS)
                .mapToObj(i -> with.get(i) / without.get(i))
                .toList());
        say.line(
                "%d orders each: median %.0f/s without, %.0f/s with one stuck on its %dth retry; median ratio of the pairs %.2f"
                        .formatted(count * ROUNDS, median(without), median(with), RETRIES, ratio));
        return expect(ratio >= WITHIN_NOISE, "the stuck order slows the others down");
    }

    /** Both kinds begin alike, with an order that was stuck for a while; only in one is it still stuck when the others come. */
    private double round(Ground ground, Courier courier, DatabaseDesk desk, int count, boolean stuck)
            throws InterruptedException, SQLException {
        stick(ground, courier, desk);
        if (!stuck) {
            unstick(ground, desk);
        }
        double passed = pass(ground, courier, count);
        if (stuck) {
            unstick(ground, desk);
        }
        return passed;
    }

    /** @return orders that reached the ERP a second, from the first request of the provider to the last effect */
    private double pass(Ground ground, Courier courier, int count) throws InterruptedException {
        int before = ground.receivers().erpEffects();
        long begun = System.nanoTime();
        Burst.send(
                courier,
                Stream.generate(() -> orders.nextForErp(1)).limit(count).iterator());
        await(begun, "the orders pass", () -> ground.receivers().erpEffects() >= before + count);
        return count / ((System.nanoTime() - begun) / 1e9);
    }

    private void stick(Ground ground, Courier courier, DatabaseDesk desk) throws InterruptedException, SQLException {
        List<Event> stuck = orders.nextForErp(1 + BEHIND);
        String sign = "\"" + stuck.getFirst().mark().order() + "-";
        ground.receivers().erp().chokeOn(body -> body.contains(sign));
        for (Event event : stuck) {
            courier.sendUntilAnswered(event, new SplittableRandom(1));
        }
        await(System.nanoTime(), "the order is stuck", () -> desk.number(ATTEMPTS_OF_STUCK) >= RETRIES);
    }

    private void unstick(Ground ground, DatabaseDesk desk) throws InterruptedException, SQLException {
        if (desk.number(ATTEMPTS_OF_STUCK) < RETRIES) {
            throw new IllegalStateException("The order was not stuck: the round proves nothing");
        }
        ground.receivers().erp().chokeOn(body -> false);
        await(System.nanoTime(), "the stuck order passes", () -> desk.open() == 0);
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(long begun, String what, Condition condition) throws InterruptedException {
        try {
            while (!condition.holds()) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException("Not within %d s: %s".formatted(PATIENCE.toSeconds(), what));
                }
                Thread.sleep(20);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(what, e);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
