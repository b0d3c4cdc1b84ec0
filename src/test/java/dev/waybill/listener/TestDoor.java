package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.kit.TestPostgres;
import dev.waybill.webhook.CuttableDatabase;
import dev.waybill.webhook.DoorApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real door on a free port, before a real inbox on a real PostgreSQL. */
public final class TestDoor implements AutoCloseable {

    /** The lock of tests that use {@link #shared()}: they count what it has kept. */
    public static final String SHARED = "the shared door";

    static final String SECRET = "s3cr3t of the test";
    public static final String ORDER = "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\"}}";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final ConfigurableApplicationContext context;
    public final CuttableDatabase database;
    public final JdbcClient sql;

    private TestDoor(Class<?> more, String... settings) {
        DataSource real = TestPostgres.fresh();
        database = new CuttableDatabase(real);
        sql = JdbcClient.create(real);
        context = new SpringApplicationBuilder(DoorApplication.class, more)
                .web(WebApplicationType.NONE)
                .properties(settings) // below all others, and early enough for presets
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("intakeDataSource", database);
                    starting.getBeanFactory().registerSingleton("probeDataSource", database);
                    starting.getBeanFactory().registerSingleton("dataSource", real);
                    starting.getEnvironment().getPropertySources().addFirst(settings(settings));
                })
                .run();
    }

    public static TestDoor open(String... settings) {
        return new TestDoor(DoorApplication.class, settings);
    }

    /** @param more further beans */
    public static TestDoor open(Class<?> more, String... settings) {
        return new TestDoor(more, settings);
    }

    /** One door for all tests that neither stop nor narrow it; each sends keys of its own. */
    public static TestDoor shared() {
        return Shared.DOOR;
    }

    public int port() {
        return context.getBean(PublicListener.class).port();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port(), path));
    }

    /** A signed webhook with a key of its own, ready to be changed. */
    public HttpRequest.Builder webhook(byte[] body) {
        return signed(body, UUID.randomUUID().toString());
    }

    public HttpRequest.Builder signed(byte[] body, String key) {
        return post(body).header("covverSignature", sign(body)).header("covverIdempotencyKey", key);
    }

    public HttpRequest.Builder post(byte[] body) {
        return HttpRequest.newBuilder(uri("/webhooks/covver"))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofByteArray(body));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> send(String body) throws IOException, InterruptedException {
        return send(webhook(body.getBytes(UTF_8)));
    }

    public long events() {
        return sql.sql("SELECT count(*) FROM inbox_event").query(Long.class).single();
    }

    public double counted(String source, String outcome) {
        return context.getBean(MeterRegistry.class)
                .counter("waybill.webhooks", "source", source, "outcome", outcome)
                .count();
    }

    public double refused(String reason) {
        return context.getBean(MeterRegistry.class)
                .counter("waybill.listener.refused", "reason", reason)
                .count();
    }

    public CamelContext camel() {
        return context.getBean(CamelContext.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public static String sign(byte[] body) {
        return sign(body, SECRET);
    }

    public static String sign(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private static MapPropertySource settings(String... changed) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "waybill.listener.host", "127.0.0.1",
                "waybill.listener.port", "0",
                "COVVER_CLIENT_SECRET", SECRET,
                "spring.flyway.enabled", "false",
                "management.endpoint.health.validate-group-membership", "false",
                "camel.main.routes-include-pattern", "file:routes/covver-intake.camel.yaml"));
        for (String setting : changed) {
            String[] pair = setting.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        return new MapPropertySource("the test's", settings);
    }

    private static final class Shared {
        private static final TestDoor DOOR = open();
    }
}
