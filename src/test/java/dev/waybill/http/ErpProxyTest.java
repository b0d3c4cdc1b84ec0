package dev.waybill.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Java's own properties of a proxy, as JAVA_OPTS sets them, hold for the ERP and for its token. */
@Isolated("sets system properties")
class ErpProxyTest {

    private static final Delivery EVENT = Delivery.of("ProductCreated", "{\"data\":{}}");
    private static final List<String> PROPERTIES =
            List.of("http.proxyHost", "http.proxyPort", "https.proxyHost", "https.proxyPort");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        for (String property : PROPERTIES) {
            System.setProperty(
                    property, property.endsWith("Host") ? "127.0.0.1" : Integer.toString(proxy.getLocalPort()));
        }
    }

    @AfterEach
    void stop() throws IOException {
        PROPERTIES.forEach(System::clearProperty);
        proxy.close();
    }

    @Test
    void token_and_order_go_through_the_proxy() {
        try (TestRoute route = TestRoute.start(
                "erp",
                "waybill.erp.url=http://erp.invalid",
                "waybill.erp.insecure=true",
                "waybill.erp.oauth.token-uri=http://login.invalid/token",
                "waybill.erp.oauth.client-id=hub",
                "waybill.erp.oauth.client-secret=pssst")) {
            assertThat(route.deliver(EVENT).getException()).isNull();
        }
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).startsWith("POST http://login.invalid/token ");
        assertThat(asked.get(1)).startsWith("POST http://erp.invalid");
    }

    @Test
    void an_encrypted_connection_goes_through_it_as_a_tunnel() {
        try (TestRoute route = TestRoute.start("erp", "waybill.erp.url=https://erp.invalid")) {
            assertThat(route.deliver(EVENT).getException()).isNotNull();
        }
        assertThat(asked).first().asString().startsWith("CONNECT erp.invalid:443 ");
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = proxy.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void answer(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            String request = in.readLine();
            asked.add(request);
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            in.skip(length);
            String body = "{\"access_token\":\"t1\"}";
            String status = request.startsWith("CONNECT") ? "502 No" : "200 OK";
            socket.getOutputStream()
                    .write(("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // the hub hung up
        }
    }
}
