package dev.waybill.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.sandbox.SftpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of a call is byte for byte the message that arrived. */
class OnTheWireTest {

    private static final int ALL = 1 << 20;
    private static final Delivery ORDER = Delivery.of("OrderPlaced", """
        {"type":"OrderPlaced","data":{"id":"o-1","orderNumber":"Ä 123","orderLineItems":[{"title":"茶\\n.\\n..","price":12.10}]}}\
        """);

    @AfterEach
    void nobodyListens() {
        Wire.stop();
    }

    @Test
    void a_request_is_told_as_it_arrives_without_its_secrets() {
        try (RawServer erp = RawServer.http("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                TestRoute route = TestRoute.start(
                        "erp", "waybill.erp.url=http://127.0.0.1:" + erp.port() + "/api", "waybill.erp.token=s3cret")) {
            Wire wire = Wire.listen(ALL, new byte[0]);

            assertThat(route.deliver(ORDER).getException()).isNull();

            assertThat(erp.arrived).singleElement().satisfies(request -> {
                assertThat(request).startsWith("POST /api/orders HTTP/1.1\r\n").contains("Bearer s3cret");
                assertThat(bytes(wire)).isEqualTo(request.substring(request.indexOf("\r\n\r\n") + 4));
            });
            assertThat(wire.messages()).hasSize(1);
            assertThat(wire.last().to()).isEqualTo("""
                POST http://127.0.0.1:%d/api/orders
                Content-Type: application/json
                Idempotency-Key: wb_abc\
                """.formatted(erp.port()));
        }
    }

    @Test
    void of_a_long_body_the_beginning_is_kept_and_its_length() {
        try (RawServer erp = RawServer.http("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                TestRoute route = TestRoute.start("erp", "waybill.erp.url=http://127.0.0.1:" + erp.port())) {
            Wire wire = Wire.listen(10, new byte[0]);
            route.deliver(ORDER);
            String body = erp.arrived.getFirst().split("\r\n\r\n", 2)[1];
            assertThat(bytes(wire)).isEqualTo(body.substring(0, 10));
            assertThat(wire.last().length()).isEqualTo(body.length());
        }
    }

    @Test
    void every_http_endpoint_tells_and_repeats_nothing_by_itself() {
        try (RawServer busy = RawServer.http("HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
                TestRoute route = TestRoute.start("erp", "waybill.erp.url=http://127.0.0.1:1")) {
            Wire wire = Wire.listen(ALL, new byte[0]);
            Exchange sent = route.camel()
                    .createProducerTemplate()
                    .send(
                            "http://127.0.0.1:%d/a?tenant=s3cret&httpMethod=PUT".formatted(busy.port()),
                            e -> e.getMessage().setBody("x"));
            assertThat(sent.getException()).hasMessageContaining("503");
            assertThat(busy.arrived).hasSize(1);
            assertThat(wire.last().to()).startsWith("PUT http://127.0.0.1:%d/a".formatted(busy.port()));
            assertThat(wire.last().to()).doesNotContain("s3cret");
            assertThat(bytes(wire)).isEqualTo("x");
        }
    }

    @Test
    void a_redirect_of_what_has_a_body_is_not_followed() {
        try (RawServer moved =
                        RawServer.http("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
                TestRoute route = TestRoute.start("erp", "waybill.erp.url=http://127.0.0.1:1")) {
            Exchange sent = route.camel()
                    .createProducerTemplate()
                    .send(
                            "http://127.0.0.1:%d/a?httpMethod=POST&followRedirects=true".formatted(moved.port()),
                            e -> e.getMessage().setBody("x"));
            assertThat(sent.getException()).hasMessageContaining("302");
            assertThat(moved.arrived).hasSize(1);
        }
    }

    @Test
    void a_request_without_a_body_is_told_as_one() {
        try (RawServer erp = RawServer.http("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                TestRoute route = TestRoute.start("erp", "waybill.erp.url=http://127.0.0.1:1")) {
            Wire wire = Wire.listen(ALL, new byte[0]);
            route.camel()
                    .createProducerTemplate()
                    .send(
                            "http://127.0.0.1:%d/a?httpMethdo=POST".formatted(erp.port()),
                            e -> e.getMessage().setBody("x"));
            assertThat(wire.last().to()).isEqualTo("GET http://127.0.0.1:%d/a\n(without a body)".formatted(erp.port()));
            assertThat(wire.last().length()).isNull();
        }
    }

    @Test
    void a_mail_is_told_as_it_arrives() {
        try (RawServer mail = RawServer.smtp();
                TestRoute route = TestRoute.start(
                        "email",
                        "waybill.email.host=" + mail.host(),
                        "waybill.email.port=" + mail.port(),
                        "waybill.email.starttls=false",
                        "waybill.email.from=Büro <hub@example.com>",
                        "waybill.email.to=a@example.com, b@example.org")) {
            Wire wire = Wire.listen(ALL, new byte[0]);

            assertThat(route.deliver(ORDER).getException()).isNull();

            assertThat(mail.arrived).containsExactly(bytes(wire));
            assertThat(wire.last().length()).isEqualTo(mail.arrived.getFirst().length());
            assertThat(wire.last().to()).isEqualTo("""
                smtp://%s:%d
                From: Büro <hub@example.com>
                To: a@example.com, b@example.org
                Subject: Covver order Ä 123 placed
                Message-ID: <wb_abc@example.com>
                Taken for: a@example.com, b@example.org\
                """.formatted(mail.host(), mail.port()));
        }
    }

    @Test
    void a_file_is_told_as_it_arrives_and_under_the_name_that_it_gets(@TempDir Path home) throws Exception {
        try (SftpServer server = SftpServer.start(home, "password");
                TestRoute route = TestRoute.start(
                        "sftp",
                        "waybill.sftp.host=" + server.host(),
                        "waybill.sftp.port=" + server.port(),
                        "waybill.sftp.username=" + SftpServer.USER,
                        "waybill.sftp.password=password",
                        "waybill.sftp.known-hosts-file=" + server.knownHosts())) {
            Wire wire = Wire.listen(ALL, new byte[0]);

            assertThat(route.deliver(ORDER).getException()).isNull();

            byte[] file = Files.readAllBytes(server.root().resolve("__123-placed-7.csv"));
            assertThat(wire.last().body()).isEqualTo(file).asString(UTF_8).contains("茶");
            assertThat(wire.last().to()).isEqualTo("""
                sftp://%s:%d/
                Written as: __123-placed-7.csv.41.part
                Renamed to: __123-placed-7.csv\
                """.formatted(server.host(), server.port()));
        }
    }

    private static String bytes(Wire wire) {
        return new String(wire.last().body(), ISO_8859_1);
    }
}
