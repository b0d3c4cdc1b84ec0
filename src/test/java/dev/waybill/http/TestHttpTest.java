package dev.waybill.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestHttpTest {

    private HttpServer server;
    private volatile int status;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 404, 429})
    void an_answer_is_told_as_it_is(int answer) throws Exception {
        status = answer;
        assertThat(test().seen()).isEqualTo("HEAD %s was answered %d. No login was sent.".formatted(url(), answer));
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 501})
    void a_system_that_takes_no_head_is_there_and_tells_nothing_of_a_login(int answer) throws Exception {
        status = answer;
        assertThat(test().seen())
                .startsWith("HEAD %s was answered %d: the system takes no HEAD, and tells nothing of a login."
                        .formatted(url(), answer));
    }

    @ParameterizedTest
    @CsvSource({
        "401, the login is refused",
        "403, the login is refused",
        "500, 'the system is up, but has trouble'",
        "503, 'the system is up, but has trouble'"
    })
    void a_refusal_and_trouble_fail(int answer, String why) {
        status = answer;
        assertThatThrownBy(() -> test().seen())
                .isInstanceOf(IOException.class)
                .hasMessage("HEAD %s was answered %d: %s".formatted(url(), answer, why));
    }

    private TestHttp test() {
        return new TestHttp(url(), null, PoolingHttpClientConnectionManager::new);
    }

    private String url() {
        return "http://127.0.0.1:%d/base".formatted(server.getAddress().getPort());
    }
}
