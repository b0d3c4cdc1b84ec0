package dev.waybill.bench;

import dev.waybill.bench.GrowthResults.Nodes;
import dev.waybill.bench.GrowthResults.Past;
import dev.waybill.bench.HandOverRun.Kind;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code bench/growth}: what a long past costs, and what more hubs bring. Each past has a database of its own and the
 * rounds go from one to the next, so that a machine that slows down slows all of them.
 */
final class Growth {

    private static final int SLOW_MILLIS = 100;
    private static final int HUBS = 3;

    /**
     * After a checkpoint the first change of a page is logged with all of the page, and random keys change other pages of
     * ten million than of a thousand. So each past is warmed up until that is over, as it is for most of the time between two
     * checkpoints.
     */
    private static final int PAST_CHECKPOINT = 4;

    private final Plan plan;
    private final Server server;
    private final Contestants contestants;
    private final Path folder;
    private final Map<String, Database> pasts = new LinkedHashMap<>();

    private Growth(Plan plan, ShippedHub hub, Server server, Path folder) {
        this.plan = plan;
        this.server = server;
        this.contestants = new Contestants(hub, server, folder);
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Quiet.please();
        Plan plan = Plan.of(args);
        ShippedHub hub = ShippedHub.prepare();
        Path folder = Folders.fresh("growth");
        Vertx vertx = Vertx.vertx();
        try (Server server = Server.start(folder.resolve("postgres"))) {
            Growth growth = new Growth(plan, hub, server, folder);
            Map<String, String> machine = Machine.describe(server);
            growth.load();
            Map<String, Double> accepted = growth.accepted();
            Journal journal = new Journal();
            try (FarEnd farEnd = new FarEnd(vertx, journal)) {
                HandOver handOver = new HandOver(vertx, server, journal);
                Map<String, Double> handedOver = growth.handedOver(handOver, farEnd);
                List<Past> pasts = growth.pasts.keySet().stream()
                        .map(name -> new Past(name, accepted.get(name), handedOver.get(name)))
                        .toList();
                GrowthResults results = new GrowthResults(machine, pasts, growth.nodes(handOver, farEnd));
                Publish publish = new Publish(plan);
                publish.text("growth", results.text());
                publish.json("growth", results);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            Folders.delete(folder);
        }
    }

    private void load() throws IOException, InterruptedException {
        int million = plan.inEarnest() ? 1_000_000 : 10_000;
        History.finished(past("an empty database"), 0);
        History.finished(past("%,d finished events".formatted(million)), million);
        History.finished(past("%,d finished events".formatted(10 * million)), 10 * million);
        History.blocked(past("%,d blocked deliveries".formatted(million / 10)), million / 10);
    }

    private Database past(String name) throws IOException, InterruptedException {
        Database database = contestants.database();
        try (Contestant migrating = contestants.intake(database)) {
            migrating.awaitReady();
        }
        pasts.put(name, database);
        return database;
    }

    private Map<String, Double> accepted() throws IOException, InterruptedException {
        Accept accept = new Accept(server, folder);
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, Contestant> hubs = new LinkedHashMap<>();
        try {
            for (var past : pasts.entrySet()) {
                Contestant hub = contestants.intake(past.getValue());
                hubs.put(past.getKey(), hub);
                hub.awaitReady();
                accept.warmUp(hub, plan.warmUp().multipliedBy(PAST_CHECKPOINT));
            }
            for (int round = 0; round < plan.rounds(); round++) {
                for (var hub : hubs.entrySet()) {
                    AcceptRun run =
                            accept.measure(hub.getValue(), Plan.SMALL_BODY, Plan.SOME_CONNECTIONS, plan.handedOver());
                    keep(rates, hub.getKey(), run.voided() == null, run.perSecond());
                }
            }
        } finally {
            hubs.values().forEach(Contestant::close);
        }
        pasts.values().forEach(database -> database.execute("TRUNCATE inbox_work")); // nobody was there to route them
        return medians(rates);
    }

    private Map<String, Double> handedOver(HandOver handOver, FarEnd farEnd) throws IOException, InterruptedException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, Contestant> hubs = new LinkedHashMap<>();
        try {
            for (var past : pasts.entrySet()) {
                Contestant hub = contestants.endToEnd(past.getValue(), farEnd.port(), EndToEnd.CONCURRENCY);
                hubs.put(past.getKey(), hub);
                hub.awaitReady();
                handOver.warmUp(hub, Kind.ONE, plan.warmUp());
            }
            for (int round = 0; round < plan.rounds(); round++) {
                for (var hub : hubs.entrySet()) {
                    HandOverRun run = handOver.throughput(Kind.ONE, plan.handedOver(), hub.getValue());
                    keep(rates, hub.getKey(), run.voided() == null, run.perSecond());
                }
            }
        } finally {
            hubs.values().forEach(Contestant::close);
        }
        return medians(rates);
    }

    private List<Nodes> nodes(HandOver handOver, FarEnd farEnd) throws IOException, InterruptedException {
        Database database = contestants.database();
        List<Contestant> hubs = new ArrayList<>();
        List<Nodes> nodes = new ArrayList<>();
        farEnd.delay(SLOW_MILLIS);
        Duration window = plan.handedOver().multipliedBy(3);
        try {
            while (hubs.size() < HUBS) {
                Contestant hub = contestants.endToEnd(database, farEnd.port(), EndToEnd.CONCURRENCY);
                hubs.add(hub);
                hub.awaitReady();
                Contestant[] all = hubs.toArray(Contestant[]::new);
                handOver.throughput(Kind.ONE, plan.warmUp(), all);
                List<Double> rates = new ArrayList<>();
                for (int round = 0; round < plan.rounds(); round++) {
                    HandOverRun run = handOver.throughput(Kind.ONE, window, all);
                    if (run.voided() == null) {
                        rates.add(run.perSecond());
                    }
                }
                nodes.add(new Nodes(hubs.size(), Median.of(rates)));
            }
            return nodes;
        } finally {
            hubs.forEach(Contestant::close);
        }
    }

    private static void keep(Map<String, List<Double>> rates, String name, boolean counts, double rate) {
        List<Double> all = rates.computeIfAbsent(name, first -> new ArrayList<>());
        if (counts) {
            all.add(rate);
        }
    }

    private static Map<String, Double> medians(Map<String, List<Double>> rates) {
        Map<String, Double> medians = new LinkedHashMap<>();
        rates.forEach((name, all) -> medians.put(name, Median.of(all)));
        return medians;
    }
}
