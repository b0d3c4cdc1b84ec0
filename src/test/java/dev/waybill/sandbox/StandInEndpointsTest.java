package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.connections.Kind;
import dev.waybill.kit.OnlyThisMachine;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route to a real address, in the sandbox: nothing leaves this machine. */
@Isolated
class StandInEndpointsTest {

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private World world;

    @BeforeEach
    void open() {
        OnlyThisMachine.begin();
        world = World.open(
                new SandboxSettings(0, 1L, List.of("covver"), folder, 0, 0, 0),
                Map.of("erp", Kind.HTTP, "stream", Kind.KAFKA, "shop", Kind.AMQP));
        for (String name : List.of("erp", "stream")) {
            camel.getRegistry().bind("waybill.connections.%s.login".formatted(name), new DefaultKafkaClientFactory());
        }
        camel.getRegistry().bind("waybill.connections.shop.login", new JmsConnectionFactory());
        camel.getCamelContextExtension().registerEndpointCallback(new StandInEndpoints(world));
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
        world.close();
        OnlyThisMachine.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://crm.example/orders", "http://crm.example:8443/orders"})
    void a_request_goes_to_the_stand_in_of_its_host(String address) {
        assertThat(sent(address, "{}").getException()).isNull();
        assertThat(world.server("crm.example", ErpStub.class).journal())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.path()).isEqualTo("/orders");
                    assertThat(request.body()).isEqualTo("{}");
                });
    }

    @Test
    void it_is_broken_by_its_own_switch() {
        sent("https://crm.example/orders", "{}");
        assertThat(world.ofHost("crm.example").mode("DOWN")).isTrue();
        assertThat(sent("https://crm.example/orders", "{}").getException()).hasMessageContaining("503");
        assertThat(world.ofHost("crm.example").mode("NAP")).isFalse();
    }

    @Test
    void a_record_goes_to_the_page_of_its_cluster() {
        List<String> took = new ArrayList<>();
        Topics topics = world.server("stream", Topics.class);
        topics.watch((line, whole) -> took.add(line + ": " + whole));
        String orders = "kafka:orders?kafkaClientFactory=#waybill.connections.stream.login";

        assertThat(sent(orders, "{}").getException()).isNull();
        assertThat(took).containsExactly("orders, key null: {}");
        assertThat(world.find("stream").mode("DOWN")).isTrue();
        assertThat(sent(orders, "{}").getException()).hasMessageContaining("no broker");
        assertThat(world.find("stream").mode("REFUSE")).isTrue();
        assertThat(sent(orders, "{}").getException()).hasMessageContaining("larger");
        assertThat(took).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"amqp", "jms"})
    void a_message_goes_to_the_page_of_its_broker(String scheme) {
        List<String> took = new ArrayList<>();
        world.server("shop", Topics.class).watch((line, whole) -> took.add(line + ": " + whole));
        String orders = scheme + ":queue:orders?connectionFactory=#waybill.connections.shop.login";

        assertThat(sent(orders, "{}").getException()).isNull();
        assertThat(took).containsExactly("queue:orders, key null: {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amqp:orders",
                "kafka:orders?brokers=203.0.113.7:9092",
                "kafka:orders?kafkaClientFactory=#waybill.connections.erp.login"
            })
    void brokers_have_to_be_a_connection(String address) {
        assertThatThrownBy(() -> camel.getEndpoint(address))
                .hasRootCauseMessage(
                        "The sandbox has no stand-in for brokers of a route's own: make them a connection, which has"
                                + " one");
    }

    @Test
    void an_address_in_a_header_changes_nothing() {
        Exchange exchange = camel.createProducerTemplate().send("http://localhost:1/x", out -> {
            out.getMessage().setHeader(Exchange.HTTP_URI, "https://crm.example/orders");
            out.getMessage().setBody("{}");
        });
        assertThat(exchange.getException()).isNull();
        assertThat(world.server("crm.example", ErpStub.class).journal()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sftp://sftp.example/in?username=a&password=b",
                "smtp://mail.example?to=a@example.com",
                "smtp://203.0.113.7?to=a@example.com"
            })
    void a_server_of_another_kind_has_to_be_a_connection(String address) {
        assertThatThrownBy(() -> camel.getEndpoint(address))
                .hasRootCauseMessage("The sandbox has no stand-in for %s: make it a connection, which has one"
                        .formatted(URI.create(address.replace("?", "/?")).getHost()));
    }

    @Test
    void what_goes_past_the_routes_reaches_no_other_machine() {
        assertThatThrownBy(() -> InetAddress.getByName("erp.example"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("the sandbox reaches nothing outside this machine");
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress("203.0.113.7", 80), 1000);
                    }
                })
                .isInstanceOf(ConnectException.class)
                .hasMessage("203.0.113.7: the sandbox reaches nothing outside this machine");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://203.0.113.7/")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.discarding()))
                    .hasMessageContaining("the sandbox reaches nothing outside this machine");
        }
    }

    private Exchange sent(String address, String body) {
        return camel.createProducerTemplate()
                .send(address, out -> out.getMessage().setBody(body));
    }
}
