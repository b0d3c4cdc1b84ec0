package dev.waybill.sockets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.RawHttp;
import dev.waybill.listener.Admission;
import dev.waybill.listener.TestDoor;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One stranger takes its share and no more: an honest sender on fresh connections gets in all the same. */
class SharesTest {

    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);
    private static final String STRANGER = "127.0.9.9";

    private static TestDoor door;

    private final List<Socket> strangers = new ArrayList<>();

    @BeforeAll
    static void open() {
        door = TestDoor.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : strangers) {
            socket.close();
        }
        await().until(() -> door.bean(Connections.class).open() == 0);
    }

    @Test
    void thousands_of_idle_connections_of_one_address_cost_the_others_none() throws Exception {
        for (int i = 0; i < 3000; i++) {
            strangers.add(RawHttp.connectFrom(STRANGER, door.port()));
            if (i % 300 == 0) {
                assertHonestGetsIn();
            }
        }
        assertHonestGetsIn();
        assertThat(door.bean(Connections.class).open()).isLessThanOrEqualTo(257); // with the honest one

        assertThat(door.refused("address_connections")).isPositive();
    }

    @Test
    void thousands_of_idle_connections_of_many_addresses_cost_the_others_none() throws Exception {
        for (int i = 0; i < 3000; i++) {
            strangers.add(RawHttp.connectFrom("127.0.8." + (1 + i % 250), door.port()));
            if (i % 100 == 0) {
                assertHonestGetsIn();
            }
        }
        assertThat(door.bean(Connections.class).open()).isLessThanOrEqualTo(1025); // with the honest one

        assertThat(door.refused("connections")).isPositive();
    }

    @Test
    void slow_bodies_of_one_address_cost_the_others_none() throws Exception {
        byte[] most = RawHttp.post(new byte[1 << 20]).bytes();
        for (int i = 0; i < 80; i++) {
            Socket socket = RawHttp.connectFrom(STRANGER, door.port());
            strangers.add(socket);
            try {
                socket.getOutputStream().write(most, 0, most.length - 6);
            } catch (IOException refused) {
                assertThat(door.refused("address_bytes")).isPositive();
            }
        }
        for (int i = 0; i < 20; i++) {
            assertHonestGetsIn();
        }
        assertThat(door.bean(Admission.class).bytes())
                .isLessThan((16 << 20) + 4096); // and an honest one that is about to leave
        assertThat(door.refused("address_bytes")).isPositive();
    }

    @Test
    void one_byte_chunks_are_counted_by_what_they_take_up() throws Exception {
        Socket socket = RawHttp.connectFrom(STRANGER, door.port());
        strangers.add(socket);
        socket.getOutputStream().write(RawHttp.chunked(new byte[3000], 1).bytes(), 0, 16_000); // not to the end
        await().until(() -> door.bean(Admission.class).bytes() > 2000);
        assertThat(door.bean(Admission.class).bytes()).isLessThanOrEqualTo(8192);
    }

    private static void assertHonestGetsIn() throws IOException {
        byte[] webhook = RawHttp.post(ORDER)
                .header("covverSignature", TestDoor.sign(ORDER))
                .header("covverIdempotencyKey", UUID.randomUUID().toString())
                .header("Connection", "close")
                .bytes();
        assertThat(RawHttp.send(door.port(), webhook).status()).isEqualTo(200);
    }

    @Test
    void a_balancers_check_tells_whether_the_door_is_open_and_nothing_else() throws Exception {
        assertThat(check("GET").status()).isEqualTo(204);
        assertThat(check("HEAD").status()).isEqualTo(204);
        assertThat(check("POST").status()).isEqualTo(404);
        door.camel().getRouteController().suspendRoute("covver-intake");
        try {
            RawHttp.Answer closed = check("GET");
            assertThat(closed.status()).isEqualTo(503);
            assertThat(closed.body()).isEmpty();
        } finally {
            door.camel().getRouteController().resumeRoute("covver-intake");
        }
    }

    private static RawHttp.Answer check(String method) throws IOException {
        return RawHttp.send(door.port(), (method + " /health HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(ISO_8859_1));
    }
}
