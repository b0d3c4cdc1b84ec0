package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.RawHttp;
import dev.waybill.sockets.Connections;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For whom a proxy calls decides whose share is used, if the proxy is named; what others say of it is ignored. */
class BehindProxyTest {

    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);

    private TestDoor door;

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_named_proxys_clients_have_a_share_each() throws Exception {
        open("waybill.listener.trusted-proxies=127.0.0.0/24");
        assertSharesOfItsOwn("", "X-Forwarded-For: 198.51.100.1\r\n", "X-Forwarded-For: 9.9.9.9, 198.51.100.2\r\n");
    }

    @Test
    void what_a_stranger_writes_before_the_proxys_own_word_changes_nothing() throws Exception {
        open("waybill.listener.trusted-proxies=127.0.0.0/24");
        assertOneShare("", "X-Forwarded-For: 1.1.1.1, 198.51.100.1\r\n", "X-Forwarded-For: 2.2.2.2, 198.51.100.1\r\n");
    }

    @Test
    void the_header_of_who_is_not_named_is_ignored() throws Exception {
        open("waybill.listener.trusted-proxies=127.0.9.0/24");
        assertOneShare("", "X-Forwarded-For: 198.51.100.1\r\n", "X-Forwarded-For: 198.51.100.2\r\n");
    }

    @Test
    void proxy_protocol_of_version_1_says_whose_share_it_is() throws Exception {
        openForProxyProtocol();
        assertSharesOfItsOwn(
                "PROXY TCP4 198.51.100.1 192.0.2.1 4711 80\r\n",
                "PROXY TCP4 198.51.100.2 192.0.2.1 4711 80\r\n",
                "",
                "");
    }

    @Test
    void proxy_protocol_of_version_2_says_whose_share_it_is() throws Exception {
        openForProxyProtocol();
        assertSharesOfItsOwn(version2(1), version2(2), "", "");
    }

    @Test
    void a_proxy_may_call_for_itself() throws Exception {
        openForProxyProtocol();
        String local = "\r\n\r\n\0\r\nQUIT\n" + (char) 0x20 + "\0\0\0";
        String unknown = "PROXY UNKNOWN\r\n";
        for (String header : new String[] {local, unknown}) {
            byte[] check = (header + "GET /health HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(ISO_8859_1);
            assertThat(RawHttp.send(door.port(), check).status()).isEqualTo(204);
        }
    }

    @Test
    void a_named_proxy_that_does_not_say_it_is_cut_off() throws Exception {
        openForProxyProtocol();
        try (Socket socket = RawHttp.connect(door.port())) {
            socket.getOutputStream().write(RawHttp.post(ORDER).bytes());
            assertThat(isCut(socket)).isTrue();
        }
        await().until(() -> door.refused("proxy_protocol") == 1);
        await().until(() -> door.bean(Connections.class).open() == 0);
    }

    @Test
    void the_proxy_protocol_of_who_is_not_named_is_no_http() throws Exception {
        openForProxyProtocol();
        try (Socket stranger = RawHttp.connectFrom("127.0.9.9", door.port())) {
            stranger.getOutputStream().write("PROXY TCP4 198.51.100.1 192.0.2.1 4711 80\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(RawHttp.Answer.read(stranger.getInputStream()).status()).isEqualTo(400);
        }
    }

    private void open(String setting) {
        door = TestDoor.open(setting, "waybill.listener.in-flight-per-address=1");
    }

    private void openForProxyProtocol() {
        door = TestDoor.open(
                "waybill.listener.trusted-proxies=127.0.0.0/24",
                "waybill.listener.proxy-protocol=true",
                "waybill.listener.in-flight-per-address=1");
    }

    private void assertSharesOfItsOwn(String begin, String first, String second) throws Exception {
        assertSharesOfItsOwn(begin, begin, first, second);
    }

    private void assertSharesOfItsOwn(String firstBegin, String secondBegin, String first, String second)
            throws Exception {
        CountDownLatch held = door.database.hold();
        try (Socket one = sent(firstBegin, first, "one");
                Socket two = sent(secondBegin, second, "two")) {
            await().until(() -> door.bean(Admission.class).requests() == 2);
            held.countDown();
            assertThat(RawHttp.Answer.read(one.getInputStream()).status()).isEqualTo(200);
            assertThat(RawHttp.Answer.read(two.getInputStream()).status()).isEqualTo(200);
        } finally {
            held.countDown();
        }
    }

    private void assertOneShare(String begin, String first, String second) throws Exception {
        CountDownLatch held = door.database.hold();
        try (Socket one = sent(begin, first, "one")) {
            await().until(() -> door.bean(Admission.class).requests() == 1);
            try (Socket two = sent(begin, second, "two")) {
                assertThat(RawHttp.Answer.read(two.getInputStream()).status()).isEqualTo(503);
            }
            held.countDown();
            assertThat(RawHttp.Answer.read(one.getInputStream()).status()).isEqualTo(200);
        } finally {
            held.countDown();
        }
        assertThat(door.refused("address_requests")).isEqualTo(1);
    }

    private Socket sent(String begin, String forwarded, String key) throws IOException {
        Socket socket = RawHttp.connect(door.port());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(begin.getBytes(ISO_8859_1));
        RawHttp request = RawHttp.post(ORDER)
                .header("covverSignature", TestDoor.sign(ORDER))
                .header("covverIdempotencyKey", key);
        if (!forwarded.isEmpty()) {
            int colon = forwarded.indexOf(':');
            request.header(
                    forwarded.substring(0, colon),
                    forwarded.substring(colon + 1).strip());
        }
        all.writeBytes(request.bytes());
        socket.getOutputStream().write(all.toByteArray());
        return socket;
    }

    private static String version2(int client) {
        return "\r\n\r\n\0\r\nQUIT\n" + (char) 0x21 + (char) 0x11 + "\0" + (char) 12 + (char) 198 + (char) 51
                + (char) 100 + (char) client + (char) 192 + "\0" + (char) 2 + (char) 1 + (char) 0x12 + (char) 0x34
                + "\0P";
    }

    private static boolean isCut(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }
}
