package dev.waybill.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code bench/run}: accept, latency, end to end and start. {@code --quick} shows in two minutes whether all of it works.
 */
final class Benchmark {

    private final Plan plan;
    private final Server server;
    private final Contestants contestants;
    private final Path folder;

    private Benchmark(Plan plan, ShippedHub hub, Server server, Path folder) {
        this.plan = plan;
        this.server = server;
        this.contestants = new Contestants(hub, server, folder);
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Quiet.please();
        Plan plan = Plan.of(args);
        ShippedHub hub = ShippedHub.prepare();
        Path folder = Folders.fresh("run");
        Vertx vertx = Vertx.vertx();
        try (Server server = Server.start(folder.resolve("postgres"))) {
            Results results = new Benchmark(plan, hub, server, folder).run(vertx);
            Publish publish = new Publish(plan);
            publish.text("run", new Report(results).text());
            publish.json("run", results);
            publish.svg("run", Chart.accepted(results, plan.connections()));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            Folders.delete(folder);
        }
    }

    private Results run(Vertx vertx) throws IOException, InterruptedException {
        Map<String, String> machine = Machine.describe(server);
        Accept accept = new Accept(server, folder);
        Latency latency = new Latency(vertx);
        acceptAndLatency(accept, latency);
        Journal journal = new Journal();
        HandOver handOver = new HandOver(vertx, server, journal);
        try (FarEnd farEnd = new FarEnd(vertx, journal)) {
            Database database = contestants.database();
            EndToEnd.measure(contestants, database, handOver, farEnd, plan);
            StartUp startUp = StartUp.measure(contestants, database, server, farEnd, plan);
            return new Results(machine, accept.runs(), latency.runs(), handOver.runs(), startUp);
        }
    }

    private void acceptAndLatency(Accept accept, Latency latency) throws IOException, InterruptedException {
        List<Contestant> asked = contestants.all();
        try (BareCommit commit = new BareCommit(contestants.database())) {
            for (Contestant each : asked) {
                accept.warmUp(each, plan.warmUp());
            }
            for (int round = 0; round < plan.rounds(); round++) {
                accept(accept, asked);
                latency(latency, commit, asked);
            }
        } finally {
            asked.forEach(Contestant::close);
        }
    }

    private void accept(Accept accept, List<Contestant> asked) throws IOException, InterruptedException {
        List<Contestant> everything = asked.stream().filter(Contestant::isMain).toList();
        for (int connections : plan.connections()) {
            for (Contestant each : everything) {
                accept.measure(each, Plan.SMALL_BODY, connections, plan.window());
            }
        }
        for (Contestant each : everything) {
            accept.measure(each, Plan.LARGE_BODY, Plan.SOME_CONNECTIONS, plan.window());
        }
        for (Contestant beside : asked.stream().filter(each -> !each.isMain()).toList()) {
            accept.measure(beside, Plan.SMALL_BODY, Plan.SOME_CONNECTIONS, plan.window());
        }
    }

    /** Of those that store: what the ceiling would answer says nothing beside a commit. */
    private void latency(Latency latency, BareCommit commit, List<Contestant> asked) throws InterruptedException {
        for (int perSecond : plan.offeredRates()) {
            latency.measure(commit, perSecond, plan.offered());
            for (Contestant each : asked) {
                if (each.isMain() && each.database() != null) {
                    latency.measure(each, perSecond, plan.offered());
                }
            }
        }
    }
}
