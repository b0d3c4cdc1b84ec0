package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are no HTTP, or too much of it, get the door's shape of answer too. */
@ResourceLock(TestDoor.SHARED)
class InvalidRequestsTest {

    private static final TestDoor DOOR = TestDoor.shared();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST /webhooks/covver HTTP/1.1~~                                                      | 400 | bad-request
        POST /webhooks/covver HTTP/1.1~Host: x~Content-Length: abc~~                          | 400 | bad-request
        POST /webhooks/covver HTTP/1.1~Host: x~Content-Length: -1~~                           | 400 | bad-request
        POST /webhooks/covver HTTP/1.1~Host: x~Content-Length: 1~Content-Length: 2~~          | 400 | bad-request
        POST /webhooks/covver HTTP/1.1~Host: x~Transfer-Encoding: gzip~~                      | 400 | bad-request
        POST /webhooks/covver HTTP/1.1~Host: x~Transfer-Encoding: gzip, chunked~~             | 400 | bad-request
        POST /webhooks/covver HTTP/1.1~Host: x~Expect: tea~Content-Length: 1~~                | 417 | expectation-failed
        POST /webhooks/covver HTTP/1.1~Host: x~Transfer-Encoding: chunked~~zz~                | 400 | bad-request
        POST /webhooks/covver HTTP/1.1~Host: x~no colon here~~                                | 400 | bad-request
        nonsense~~                                                                            | 400 | bad-request
        POST webhooks/covver HTTP/1.1~Host: x~~                                               | 404 | not-found
        OPTIONS * HTTP/1.1~Host: x~~                                                          | 404 | not-found
        POST /webhooks/covver?%zz=%z HTTP/1.1~Host: x~Content-Length: 0~~                     | 400 | bad-request
        """)
    void each_has_its_answer(String request, int status, String type) throws Exception {
        RawHttp.Answer answer =
                RawHttp.send(DOOR.port(), request.replace("~", "\r\n").getBytes(ISO_8859_1));

        assertProblem(answer, status, type);
    }

    @Test
    void a_request_line_that_is_too_long_is_414() throws Exception {
        assertProblem(
                send("POST /webhooks/covver?" + "x".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
                414,
                "uri-too-long");
    }

    @Test
    void header_lines_that_are_too_long_are_431() throws Exception {
        assertProblem(
                send("POST /webhooks/covver HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(17_000) + "\r\n\r\n"),
                431,
                "headers-too-large");
    }

    @Test
    void no_other_version_of_http_is_spoken() throws Exception {
        assertThat(send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status()).isEqualTo(501);
    }

    @Test
    void a_websocket_is_not_spoken_either() throws Exception {
        assertProblem(
                send("GET /webhooks/covver HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
                405,
                "not-allowed");
    }

    private static RawHttp.Answer send(String request) throws Exception {
        return RawHttp.send(DOOR.port(), request.getBytes(ISO_8859_1));
    }

    private static void assertProblem(RawHttp.Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"urn:waybill:problem:" + type + "\"", "\"status\":" + status)
                .doesNotContain("Exception");
    }
}
