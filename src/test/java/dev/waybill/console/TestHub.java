package dev.waybill.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.Waybill;
import dev.waybill.kit.FreePort;
import dev.waybill.kit.TestAccess;
import dev.waybill.sandbox.OnlyTheHub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole hub with its two doors, on a database that outlives it; its events go to a destination that nobody minds. */
public final class TestHub implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String ROUTES = """
        - route:
            id: covver-events
            description: Orders go to the ERP, and nothing else goes anywhere.
            from:
              uri: inbox:covver
              steps:
                - choice:
                    when:
                      - expression:
                          simple:
                            expression: "${header.CamelInboxEventType} == 'OrderPlaced'"
                        steps:
                          - to:
                              uri: outbox:erp
                    otherwise:
                      steps:
                        - log:
                            message: nobody wants it
        - route:
            id: erp
            description: Hands nothing over.
            from:
              uri: outbox:erp
              steps:
                - log:
                    message: nobody is there
        """;

    public final ConfigurableApplicationContext context;
    public final JdbcClient sql;
    private final int door;

    private TestHub(String routes, PGSimpleDataSource database, String secret, String... settings) throws IOException {
        this.sql = JdbcClient.create(database);
        this.door = FreePort.next();
        this.context = new SpringApplicationBuilder(Waybill.class)
                .initializers(
                        starting -> starting.getBeanFactory().registerSingleton("onlyTheHub", new OnlyTheHub()),
                        TestAccess::quickHash)
                .run(Stream.of(
                                TestAccess.arguments(),
                                Stream.of(settings),
                                Stream.of(
                                        "--spring.datasource.url=" + database.getUrl(),
                                        "--spring.datasource.username=postgres",
                                        "--COVVER_CLIENT_SECRET=" + secret,
                                        "--waybill.listener.host=127.0.0.1",
                                        "--waybill.listener.port=" + door,
                                        "--MANAGEMENT_PORT=0",
                                        "--camel.main.routes-include-pattern=file:" + folder(routes) + "/*.camel.yaml"))
                        .flatMap(some -> some)
                        .toArray(String[]::new));
        await().until(() -> count("hub_revision") > 0); // its first publication is in the audit
    }

    /** Starts it with this secret of Covver's. */
    public static TestHub on(PGSimpleDataSource database, String secret, String... settings) throws IOException {
        return new TestHub(ROUTES, database, secret, settings);
    }

    /** The same with other routes than its own. */
    static TestHub with(String routes, PGSimpleDataSource database, String secret, String... settings)
            throws IOException {
        return new TestHub(routes, database, secret, settings);
    }

    /** Returns the address that a source posts to. */
    public URI door(String source) {
        return URI.create("http://127.0.0.1:%d/webhooks/%s".formatted(door, source));
    }

    /** An order's event. */
    public static String order(String id) {
        return "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"%s\"}}".formatted(id);
    }

    /** Posts a webhook to the public door. @return the status */
    public int webhook(String body, String key, String secret) throws IOException, InterruptedException {
        return reserialised(body, body, key, secret);
    }

    /** The same, of which something on the way made another text. */
    int reserialised(String body, String signed, String key, String secret) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(door("covver"))
                                .header("covverSignature", sign(signed, secret))
                                .header("covverIdempotencyKey", key)
                                .header("Authorization", "Bearer of-somebody")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(
                HTTP.send(asked(path).build(), BodyHandlers.ofString()).body());
    }

    /** Whatever it is. */
    public HttpResponse<byte[]> read(String path) throws IOException, InterruptedException {
        return HTTP.send(asked(path).build(), BodyHandlers.ofByteArray());
    }

    /** The same for whoever may only look. */
    public HttpResponse<String> asViewer(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(management(path))
                        .header("Authorization", TestAccess.VIEWERS_BEARER)
                        .build(),
                BodyHandlers.ofString());
    }

    /** An answer of the management port. */
    public record Answer(int status, JsonNode json) {

        public String message() {
            return json.path("message").asText();
        }

        public String detail() {
            return json.path("detail").asText();
        }
    }

    /** Gives a command; why is added. @param more members of its JSON, each with a comma before it */
    public Answer command(String path, String more) throws IOException, InterruptedException {
        return post(path, "{\"reason\":\"mended\"" + more + "}");
    }

    public Answer post(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                asked(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    public long count(String what) {
        return sql.sql("SELECT count(*) FROM " + what).query(Long.class).single();
    }

    public static String sign(String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(management(path)).header("Authorization", TestAccess.BEARER);
    }

    public URI management(String path) {
        return URI.create("http://127.0.0.1:%s%s"
                .formatted(context.getEnvironment().getRequiredProperty("local.server.port"), path));
    }

    private static Path folder(String routes) throws IOException {
        Path folder = Files.createTempDirectory("routes");
        Files.copy(Path.of("routes/covver-intake.camel.yaml"), folder.resolve("covver-intake.camel.yaml"));
        Files.writeString(folder.resolve("rest.camel.yaml"), routes);
        return folder;
    }
}
