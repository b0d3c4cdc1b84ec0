package dev.waybill.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.waybill.connections.Kind;
import dev.waybill.kit.Written;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.settings.BadSetting;
import dev.waybill.webhook.TlsKeys;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutual TLS with a real server, which asks for a certificate. */
class ClientCertificateTest {

    private static final Delivery ORDER = Delivery.of("OrderPlaced", "{\"data\":{\"id\":\"o-1\"}}");
    private static final List<Certificate> SHOWN = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path keys;

    private static TlsKeys door;
    private static TlsKeys first;
    private static TlsKeys second;
    private static HttpsServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        door = TlsKeys.selfSigned(keys.resolve("door.p12"), "EC");
        first = TlsKeys.selfSigned(keys.resolve("first.p12"), "EC");
        second = TlsKeys.selfSigned(keys.resolve("second.p12"), "RSA");
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        SSLContext context = serverContext();
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters asking = context.getDefaultSSLParameters();
                asking.setNeedClientAuth(true);
                parameters.setSSLParameters(asking);
            }
        });
        server.createContext("/", exchange -> {
            SHOWN.add(((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0]);
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    private static SSLContext serverContext() throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(door.keys(), "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("first", first.certificate());
        trusted.setCertificateEntry("second", second.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @BeforeEach
    void files() throws Exception {
        SHOWN.clear();
        Files.writeString(folder.resolve("trusted.pem"), door.chainPem());
        write(first);
    }

    private void write(TlsKeys own) throws Exception {
        Files.writeString(folder.resolve("cert.pem"), own.chainPem());
        Files.writeString(folder.resolve("key.pem"), own.keyPem());
    }

    @Test
    void the_certificate_is_shown_and_a_new_one_without_a_restart() throws Exception {
        try (TestRoute route =
                route("client-certificate-file=" + file("cert.pem"), "client-key-file=" + file("key.pem"))) {
            assertThat(route.deliver(ORDER).getException()).isNull();
            assertThat(SHOWN).containsExactly(first.certificate());
            write(second);
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(route.deliver(ORDER).getException()).isNull();
                assertThat(SHOWN.getLast()).isEqualTo(second.certificate());
            });
        }
    }

    @Test
    void without_a_certificate_the_server_refuses_and_nothing_is_delivered() throws Exception {
        try (TestRoute route = route()) {
            assertThat(route.deliver(ORDER).getException()).isNotNull();
        }
        assertThat(SHOWN).isEmpty();
    }

    @Test
    void a_server_that_none_of_the_trusted_authorities_knows_is_refused() throws Exception {
        Files.writeString(folder.resolve("trusted.pem"), first.chainPem());
        try (TestRoute route =
                route("client-certificate-file=" + file("cert.pem"), "client-key-file=" + file("key.pem"))) {
            assertThat(route.deliver(ORDER).getException()).hasMessageContaining("PKIX path");
        }
        assertThat(SHOWN).isEmpty();
    }

    @Test
    void files_that_do_not_fit_stop_the_start() throws Exception {
        Files.writeString(folder.resolve("key.pem"), second.keyPem());
        assertThatThrownBy(() -> settings(file("cert.pem"), file("key.pem")))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("don't fit together: the key does not belong to the certificate");
        assertThatThrownBy(() -> settings(file("cert.pem"), null))
                .hasMessage("waybill.connections.erp.http.client-key-file is missing, but"
                        + " waybill.connections.erp.http.client-certificate-file is set: both or neither.");
        assertThatThrownBy(() -> settings(file("key.pem"), file("key.pem")))
                .hasMessageStartingWith("waybill.connections.erp.http.client-certificate-file names a file that can't");
        assertThatThrownBy(() -> settings(file("absent"), file("key.pem")))
                .hasMessageStartingWith("waybill.connections.erp.http.client-certificate-file names a file that can't");
    }

    private static HttpSettings settings(String certificate, String key) {
        return HttpSettings.of(Written.of(
                "erp",
                Kind.HTTP,
                "url",
                "https://erp.example.com",
                "client-certificate-file",
                certificate,
                "client-key-file",
                key));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private TestRoute route(String... more) throws Exception {
        Path route = Files.writeString(folder.resolve("bank.camel.yaml"), """
            - templatedRoute:
                routeId: bank
                routeTemplateRef: json-http
                parameters:
                  - {name: destination, value: bank}
                  - {name: connection, value: bank}
            """);
        String[] settings = new String[more.length + 2];
        settings[0] = "waybill.connections.bank.http.url=https://localhost:"
                + server.getAddress().getPort();
        settings[1] = "waybill.connections.bank.http.trusted-certificates-file=" + file("trusted.pem");
        for (int i = 0; i < more.length; i++) {
            settings[i + 2] = "waybill.connections.bank.http." + more[i];
        }
        return TestRoute.startFile(route, "bank", settings);
    }
}
