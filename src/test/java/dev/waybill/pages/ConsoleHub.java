package dev.waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.waybill.Waybill;
import dev.waybill.kit.CovverSender;
import dev.waybill.kit.FreePort;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.sandbox.ErpStub;
import dev.waybill.sandbox.OnlyTheHub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The whole hub with its shipped routes and an ERP; email and SFTP have no settings, and wait. */
public final class ConsoleHub implements AutoCloseable {

    public static final String SECRET = "console-secret";
    public static final String ERP_TOKEN = "the-erps-bearer-token";
    private static final List<String> TYPES = List.of("OrderPlaced", "OrderConfirmed", "OrderFulfilled");

    public final ErpStub erp = ErpStub.start();
    public final JdbcClient sql;
    private final ConfigurableApplicationContext context;
    private final CovverSender covver;
    private final URI door;

    private ConsoleHub(@Nullable String otherErp, String... settings) throws IOException {
        PGSimpleDataSource database = TestPostgres.fresh();
        this.sql = JdbcClient.create(database);
        int port = FreePort.next();
        this.door = URI.create("http://127.0.0.1:" + port + "/webhooks/covver");
        this.covver = new CovverSender(door, SECRET);
        Stream<String> own = Stream.of(
                "--spring.datasource.url=" + database.getUrl(),
                "--spring.datasource.username=postgres",
                "--COVVER_CLIENT_SECRET=" + SECRET,
                "--ERP_URL=" + (otherErp == null ? erp.url() : otherErp),
                "--ERP_TOKEN=" + ERP_TOKEN,
                "--waybill.listener.host=127.0.0.1",
                "--waybill.listener.port=" + port,
                "--MANAGEMENT_PORT=0");
        this.context = new SpringApplicationBuilder(Waybill.class)
                .initializers(
                        starting -> starting.getBeanFactory().registerSingleton("onlyTheHub", new OnlyTheHub()),
                        TestAccess::quickHash)
                .run(Stream.of(TestAccess.arguments(), own, Stream.of(settings))
                        .flatMap(some -> some)
                        .toArray(String[]::new));
        await().until(() -> count("hub_revision") > 0); // its first publication is in the audit
    }

    public static ConsoleHub start(String... settings) throws IOException {
        return new ConsoleHub(null, settings);
    }

    /** Its ERP is another than the stub. */
    public static ConsoleHub startWithErp(String url, String... settings) throws IOException {
        return new ConsoleHub(url, settings);
    }

    /** The address to which webhooks are posted. */
    public URI door() {
        return door;
    }

    /** The patterns of all addresses that the hub answers GET on. */
    public Set<String> readable() {
        return context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .filter(mapping -> mapping.getMethodsCondition().isEmpty()
                        || mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The patterns of the whole JSON API. */
    public Set<String> api() {
        return context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(pattern -> pattern.startsWith("/api"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The console's address. */
    public String at(String path) {
        return "http://127.0.0.1:%s%s"
                .formatted(context.getEnvironment().getRequiredProperty("local.server.port"), path);
    }

    /** The first so many events of an order; the status of the last answer. */
    public int order(String id, int events) throws IOException {
        return order(id, "7", events);
    }

    /** The same with an order number. */
    public int order(String id, String number, int events) throws IOException {
        int status = 0;
        for (int n = 0; n < events; n++) {
            String body = """
                {"type":"%s","data":{"id":"%s","orderNumber":"%s","createdAt":"2024-01-01 15:45:25.932562",\
                "orderLineItems":[{"id":"l1","title":"Mug","price":12.5,"quantity":2}]}}\
                """.formatted(TYPES.get(n), id, number);
            status = covver.send(id + "-" + n, body).status();
        }
        return status;
    }

    /** A signed webhook with any body. */
    public int webhook(String key, String body) throws IOException {
        return covver.send(key, body).status();
    }

    /** One of which something on the way made another text. */
    public int reserialised(String key, String body, String signed) throws IOException {
        return covver.send(key, body.getBytes(UTF_8), CovverSender.sign(signed.getBytes(UTF_8), SECRET))
                .status();
    }

    /** The answer to a program with this token. @param json the body to send; null for none */
    public HttpResponse<String> api(String method, String path, String bearer, @Nullable String json)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(at(path)))
                                .header("Authorization", bearer)
                                .header("Content-Type", "application/json")
                                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofString());
    }

    /** A part of the hub, for what no port offers. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public long count(String what) {
        return sql.sql("SELECT count(*) FROM " + what).query(Long.class).single();
    }

    @Override
    public void close() {
        context.close();
        erp.close();
    }
}
