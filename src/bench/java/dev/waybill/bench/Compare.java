package dev.waybill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.bench.HandOverRun.Kind;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two versions of the hub side by side in one run, in turns: accepting at 64 and 256 connections, and end to end to one
 * destination and to two. Prints medians and the ratio of the second to the first.
 */
public final class Compare {

    private static final Duration ACCEPT = Duration.ofSeconds(2);
    private static final Duration HAND_OVER = Duration.ofSeconds(3);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final int ROUNDS = 5;

    /** One measure of one hub. */
    private record Figure(double perSecond, double cpuMicros) {}

    private final Map<String, Map<String, List<Figure>>> figures = new LinkedHashMap<>();

    private Compare() {}

    /** @param folders the two unpacked archives, the older first */
    public static void main(String[] folders) throws Exception {
        if (folders.length != 2) {
            throw new IllegalArgumentException("bench/compare OLD NEW: the folders of two unpacked archives");
        }
        Quiet.please();
        Path folder = Folders.fresh("compare");
        Vertx vertx = Vertx.vertx();
        Compare compare = new Compare();
        try (Server server = Server.start(folder.resolve("postgres"))) {
            Map<String, Contestants> hubs = new LinkedHashMap<>();
            for (String each : folders) {
                hubs.put(each, new Contestants(ShippedHub.in(Path.of(each)), server, folder));
            }
            compare.accept(server, folder, hubs);
            compare.handOver(vertx, server, hubs);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            Folders.delete(folder);
        }
        compare.print(new PrintStream(System.out, true, UTF_8));
    }

    private void accept(Server server, Path folder, Map<String, Contestants> hubs) throws Exception {
        Accept accept = new Accept(server, folder);
        Map<String, Contestant> running = new LinkedHashMap<>();
        for (var hub : hubs.entrySet()) {
            running.put(hub.getKey(), hub.getValue().intake(server.create("accept_" + running.size())));
        }
        for (Contestant hub : running.values()) {
            hub.awaitReady();
            accept.warmUp(hub, WARM_UP);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int connections : List.of(64, 256)) {
                for (String name : inTurn(running, round)) {
                    AcceptRun run = accept.measure(running.get(name), Plan.SMALL_BODY, connections, ACCEPT);
                    add("accept, %d connections".formatted(connections), name, run.perSecond(), run.cpuMicros());
                }
            }
        }
        running.values().forEach(Contestant::close);
    }

    private void handOver(Vertx vertx, Server server, Map<String, Contestants> hubs) throws Exception {
        Journal journal = new Journal();
        HandOver handOver = new HandOver(vertx, server, journal);
        try (FarEnd farEnd = new FarEnd(vertx, journal)) {
            Map<String, Contestant> running = new LinkedHashMap<>();
            for (var hub : hubs.entrySet()) {
                Database database = server.create("hand_over_" + running.size());
                running.put(hub.getKey(), hub.getValue().endToEnd(database, farEnd.port(), EndToEnd.CONCURRENCY));
            }
            for (Contestant hub : running.values()) {
                hub.awaitReady();
                handOver.warmUp(hub, Kind.TWO, WARM_UP);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Kind kind : List.of(Kind.ONE, Kind.TWO)) {
                    for (String name : inTurn(running, round)) {
                        HandOverRun run = handOver.throughput(kind, HAND_OVER, running.get(name));
                        add("end to end, " + kind, name, run.perSecond(), run.cpuMicros());
                    }
                }
            }
            running.values().forEach(Contestant::close);
        }
    }

    /** Neither is always the first, which the machine may favour. */
    private static List<String> inTurn(Map<String, ?> hubs, int round) {
        List<String> names = new ArrayList<>(hubs.keySet());
        return round % 2 == 0 ? names : names.reversed();
    }

    private void add(String what, String hub, double perSecond, double cpuMicros) {
        figures.computeIfAbsent(what, name -> new LinkedHashMap<>())
                .computeIfAbsent(hub, name -> new ArrayList<>())
                .add(new Figure(perSecond, cpuMicros));
    }

    private void print(PrintStream out) {
        figures.forEach((what, hubs) -> {
            List<Double> perSecond = new ArrayList<>();
            hubs.forEach((hub, measured) -> {
                double median =
                        Median.of(measured.stream().map(Figure::perSecond).toList());
                double cpu = Median.of(measured.stream().map(Figure::cpuMicros).toList());
                out.printf("%-24s %,8.0f/s %6.0f µs  %s%n", what, median, cpu, hub);
                perSecond.add(median);
            });
            out.printf("%-24s %8.2f ×%n", what, perSecond.getLast() / perSecond.getFirst());
        });
    }
}
