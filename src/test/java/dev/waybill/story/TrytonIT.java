package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.kit.CovverEvent;
import dev.waybill.kit.HubProcess;
import dev.waybill.sandbox.ErpStub;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders end in a real Tryton, each event once and in order, with the routes of the page about it. */
@Tag("tryton")
class TrytonIT {

    private static final String PASSWORD = "Waybil9-crd_X"; // of bench/tryton/prepare.py
    private static final int ORDERS = 20;
    private static final Pattern BLOCK = Pattern.compile("```(?:yaml|jq)\n(.*?)```", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub unused = ErpStub.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private Path home;
    private Process tryton;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        home = Files.createTempDirectory("tryton"); // not the test's own folder, which PostgreSQL's user can't enter
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        url = URI.create("http://127.0.0.1:%d/shop".formatted(port));
        tryton = new ProcessBuilder("bench/tryton/start", home.toString(), String.valueOf(port))
                .redirectError(home.resolve("start.log").toFile())
                .start();
        String known =
                new BufferedReader(new InputStreamReader(tryton.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(known).as("see %s", home.resolve("start.log")).contains("\"shop\": 1", "\"customer\": 2");
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> sales() != null);
    }

    @AfterEach
    void stop() throws InterruptedException {
        tryton.destroy();
        tryton.waitFor();
        unused.close();
    }

    @Test
    void each_event_becomes_one_sale_in_order_whatever_dies() throws Exception {
        Path routes = routes();
        Map<String, String> settings = settings(routes);
        try (HubProcess one = HubProcess.start(settings);
                HubProcess other = HubProcess.start(settings)) {
            for (int n = 0; n < ORDERS; n++) {
                List<CovverEvent> events = Orders.of("order" + n, 3);
                boolean bothLive = n <= ORDERS / 2;
                Orders.send(bothLive && n % 2 == 0 ? one : other, events);
                Orders.send(other, events.subList(0, 1)); // once more
                if (n == ORDERS / 4) {
                    Files.createFile(home.resolve("outage"));
                }
                if (n == ORDERS / 2) {
                    one.kill();
                    Files.delete(home.resolve("outage"));
                }
            }
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(() -> sales().size() >= 3 * ORDERS);
        }
        Map<String, List<String>> byOrder = new LinkedHashMap<>();
        for (JsonNode sale : sales()) {
            String[] reference = sale.path("reference").asText().split(" ");
            byOrder.computeIfAbsent(reference[0], none -> new ArrayList<>()).add(reference[1]);
        }
        assertThat(byOrder).hasSize(ORDERS);
        assertThat(byOrder.values()).containsOnly(List.of("OrderPlaced", "OrderConfirmed", "OrderFulfilled"));
        assertThat(sales()).extracting(sale -> sale.path("web_id").asText()).doesNotHaveDuplicates();
    }

    /** Tryton's sales, oldest first. */
    private List<JsonNode> sales() throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString(("waybill:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url + "/"))
                        .header("Authorization", "Basic " + login)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"method\":\"model.sale.sale.search_read\",\"params\":[[],0,1000,[[\"id\",\"ASC\"]],"
                                        + "[\"reference\",\"web_id\"],{\"company\":1}]}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> sales = new ArrayList<>();
        JSON.readTree(answer.body()).forEach(sales::add);
        return sales;
    }

    /** The shipped routes, with those of the page, to which each order goes. */
    private Path routes() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("docs/connect/tryton.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceFirst("```\\w+\n", "").replace("```", ""))
                .toList();
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            shipped.filter(Files::isRegularFile).forEach(file -> copy(file, folder.resolve(file.getFileName())));
        }
        Files.writeString(folder.resolve("tryton.camel.yaml"), blocks.get(1));
        Files.writeString(folder.resolve("tryton-sale.jq"), blocks.get(2));
        Path events = folder.resolve("covver-events.camel.yaml");
        String text = Files.readString(events);
        assertThat(text).contains("uri: outbox:erp");
        Files.writeString(events, text.replace("uri: outbox:erp", "uri: outbox:tryton"));
        return folder;
    }

    private Map<String, String> settings(Path routes) {
        Map<String, String> settings = new HashMap<>(database.settings(unused));
        settings.put("CAMEL_MAIN_ROUTES_INCLUDE_PATTERN", "file:" + routes + "/*.camel.yaml");
        settings.put("WAYBILL_CONNECTIONS_TRYTON_HTTP_URL", url.toString());
        settings.put("WAYBILL_CONNECTIONS_TRYTON_HTTP_USERNAME", "waybill");
        settings.put("WAYBILL_CONNECTIONS_TRYTON_HTTP_PASSWORD", PASSWORD);
        settings.put("WAYBILL_OUTBOX_BACKOFF_MOST", "3s");
        return settings;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
